"use client";

import { Count } from "#components/time/numbers.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { DEFAULT_VIEW, viewAddress, type View } from "#lib/model/view.ts";
import { toNoMatchTitle } from "./no-match-title.ts";

export type NoMatchProps = {
  view: View;
  path?: "/" | "/wall";
  /** The number of tiles of the view that the viewer has hidden. */
  hidden?: number;
  onShowHidden?: () => void;
};

/** The message of a view without tiles. */
export function NoMatch({ view, path = "/", hidden = 0, onShowHidden }: NoMatchProps) {
  const isGood = hidden === 0 && view.q === "" && view.state !== "all" && view.state !== "live";
  const all = { ...DEFAULT_VIEW, at: view.at, size: view.size };
  return (
    <section className="mx-auto grid max-w-2xl justify-items-center gap-3 rounded-xl border border-edge bg-surface p-8 text-center text-sm text-quiet">
      <span className="grid size-9 place-content-center rounded-lg bg-well text-lg text-ink">
        <Icon name={hidden > 0 ? "eye-off" : isGood ? "check" : "search"} isAlone />
      </span>
      <h2 className="text-lg font-semibold text-ink">
        {hidden > 0 ? toHiddenTitle(view) : toNoMatchTitle(view)}
      </h2>
      {view.q !== "" && hidden === 0 && (
        <p className="wrap-anywhere">
          Nothing is called “{view.q}”. Search looks at names, sources and accounts.
        </p>
      )}
      {view.only === "favourites" && view.q === "" && hidden === 0 && (
        <p>The star of a tile adds it to your favourites.</p>
      )}
      <p className="flex flex-wrap justify-center gap-2">
        {hidden > 0 && (
          <Button onClick={onShowHidden}>
            Show&nbsp;
            <Count of={hidden} /> hidden
          </Button>
        )}
        <a href={viewAddress(all, path)} className={buttonLook()}>
          {view.q === "" ? "Show all" : "Clear search"}
        </a>
      </p>
    </section>
  );
}

function toHiddenTitle({ state }: View): string {
  return state === "attention"
    ? "All streams that need attention are hidden"
    : "All streams that match are hidden";
}
