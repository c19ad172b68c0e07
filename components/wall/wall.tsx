"use client";

import { useState } from "react";
import { SignOut } from "#components/access/sign-out.tsx";
import { PageTime } from "#components/clock/clock.ts";
import { KeySheet } from "./key-sheet.tsx";
import { EmptyPrivateWall, EmptyWall, LateNotice, UnreachableWall } from "./notices.tsx";
import { totalOf, type Opening } from "./opening.ts";
import { usePersonal } from "./personal.ts";
import { Summary } from "./summary.tsx";
import { Tiles } from "./tiles.tsx";
import { Tools } from "./tools.tsx";
import { useWall } from "./use-wall.ts";
import { parseView, viewAddress, type View } from "./view.ts";

type WallProps = {
  opening: Opening;
  query: string;
  /** Whether a link opened it, and perhaps a part of it only. */
  isPrivate: boolean;
};

/** The wall of live previews: begins with what the server rendered and keeps itself up to date. */
export function Wall({ opening, query, isPrivate }: WallProps) {
  const [view, setView] = useState(() => parseView(new URLSearchParams(query)));
  const [withHidden, setWithHidden] = useState(false);
  function change(next: View) {
    setView(next);
    history.replaceState(null, "", viewAddress(next));
  }
  const { wall, failing } = useWall(opening.wall);
  const isOpening = wall !== null && wall === opening.wall;
  const total = isOpening ? totalOf(opening.counts) : (wall?.tiles.length ?? 0);
  return (
    <PageTime value={opening.wall?.now ?? 0}>
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-2 px-4 pt-5 pb-4 sm:px-6">
        <h1 className="text-2xl font-semibold tracking-tight">Livewall</h1>
        {wall !== null && total > 0 && (
          <>
            <Summary tiles={wall.tiles} known={isOpening ? opening.counts : null} />
            <HiddenTiles isShown={withHidden} onToggle={() => setWithHidden(!withHidden)} />
            <div className="flex w-full flex-wrap gap-2 text-sm lg:ml-auto lg:w-auto">
              <Tools view={view} onChange={change} />
              <a
                href={viewAddress(view).replace(/^\//, "/wall")}
                className="rounded-md border border-edge bg-card px-2.5 py-1.5"
              >
                Kiosk
              </a>
              <KeySheet />
              {isPrivate && <SignOut />}
            </div>
          </>
        )}
      </header>
      <main className="px-4 pb-8 sm:px-6">
        {wall !== null && <LateNotice asOf={wall.asOf} failing={failing} />}
        {wall === null ? (
          <UnreachableWall />
        ) : total === 0 ? (
          isPrivate ? (
            <EmptyPrivateWall />
          ) : (
            <EmptyWall />
          )
        ) : (
          <Tiles all={wall.tiles} total={total} view={view} withHidden={withHidden} />
        )}
        {isOpening && opening.more > 0 && (
          <p className="mt-6 text-quiet">
            {opening.more} more are on their way.
            <noscript> Without JavaScript, the search above finds them.</noscript>
          </p>
        )}
      </main>
    </PageTime>
  );
}

function HiddenTiles({ isShown, onToggle }: { isShown: boolean; onToggle: () => void }) {
  const { size } = usePersonal().hidden;
  if (size === 0) return null;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      onClick={onToggle}
      className="cursor-pointer text-sm text-accent underline"
    >
      {isShown ? "Hide again" : `Show ${size} hidden`}
    </button>
  );
}
