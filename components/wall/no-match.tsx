"use client";

import { Count } from "#components/time/numbers.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { DEFAULT_VIEW, viewAddress, type View } from "#lib/model/view.ts";
import { EmptyState } from "./empty-state.tsx";
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
    <EmptyState
      icon={hidden > 0 ? "eye-off" : isGood ? "check" : "search"}
      title={hidden > 0 ? toHiddenTitle(view) : toNoMatchTitle(view)}
    >
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
    </EmptyState>
  );
}

function toHiddenTitle({ state }: View): string {
  return state === "attention"
    ? "All streams that need attention are hidden"
    : "All streams that match are hidden";
}
