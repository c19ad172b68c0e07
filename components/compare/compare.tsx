"use client";

import { useRef, useState, type ReactNode } from "react";
import { ConnectionBanner } from "#components/data/connection-status.tsx";
import { useWall } from "#components/data/use-wall.ts";
import { useRested } from "#components/playback/use-rested.ts";
import { PageTime } from "#components/time/clock.ts";
import { TEXT_LINK } from "#components/ui/button.tsx";
import { Message } from "#components/ui/message.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { compareAddress, writeCompared, type Compared } from "#lib/model/compare-address.ts";
import { type CompareQuery } from "#lib/model/compare.ts";
import { hasWrongTime } from "#lib/model/routes.ts";
import type { Wall } from "#lib/model/wall.ts";
import { LiveCell, PastCell } from "./cells.tsx";
import { findOwn } from "./find-own.ts";
import { Head } from "./head.tsx";
import { LazyTimeline } from "./lazy-timeline.tsx";
import { createNaming } from "./named.ts";
import { toStage } from "./stage.ts";
import type { ToldFirst } from "./use-coverages.ts";
import { useHistory } from "./use-history.ts";
import { useQuery } from "./use-query.ts";

type CompareProps = {
  query: CompareQuery;
  /** The wall of the streams; null while the store was never reached. */
  wall: Wall | null;
  coverages: ToldFirst | null;
  /** The names of which the wall has several streams. */
  shared: readonly string[];
  /** The list of keys. */
  keys: ReactNode;
};

/** Up to four streams side by side, now or at one moment. */
export function Compare(props: CompareProps) {
  return (
    <PageTime value={props.wall}>
      <Comparison {...props} />
    </PageTime>
  );
}

function Comparison({ query: first, wall: initial, coverages, shared, keys }: CompareProps) {
  const page = useRef<HTMLElement>(null);
  const [{ tiles, at }, change] = useQuery(first);
  const [zoomed, setZoomed] = useState<string | null>(null);
  const { wall, status, retry } = useWall(initial, toPoll(first.tiles));
  const history = useHistory(tiles, at, (to, kind) => change({ tiles, at: to }, kind));
  const { moment, playback } = history;
  const isResting = useRested(playback.moment) === playback.moment && !playback.isPlaying;
  // The server reads an address without what is wrong in it.
  const isWrong = useHydrated() && hasWrongTime(Object.fromEntries(new URLSearchParams(location.search)));
  const without = (compared: Compared) => tiles.filter((other) => other !== compared);
  const toNamed = createNaming(tiles, shared);
  const cells = tiles.map((compared) => {
    const id = writeCompared(compared);
    const tile = findOwn(wall?.tiles ?? [], compared);
    const props = {
      named: toNamed(compared, tile),
      without: compareAddress(without(compared), moment),
      onRemove: () => change({ tiles: without(compared), at }, "replace"),
      isZoomed: zoomed === id,
      onZoom: () => setZoomed(id),
    };
    return { id, tile, props, frame: moment === null ? null : history.findFrame(compared) };
  });
  return (
    <main ref={page} className="flex min-h-window flex-col bg-page">
      {moment !== null && <div aria-hidden className="past-frame" />}
      <Head page={page} tiles={tiles} address={compareAddress(tiles, moment)} keys={keys} />
      {isWrong && (
        <p role="status" className="px-4 pt-3 text-sm sm:px-6">
          The time in this link is not valid. Showing the latest pictures.
        </p>
      )}
      {wall !== null && tiles.length > 0 && (
        <ConnectionBanner asOf={wall.asOf} status={status} onRetry={retry} />
      )}
      {moment !== null && (
        <noscript>
          <p className="px-4 py-2 text-center text-sm">
            History needs JavaScript.{" "}
            <a href={compareAddress(tiles, null)} className={TEXT_LINK}>
              Show live
            </a>
          </p>
        </noscript>
      )}
      {tiles.length === 0 && <Nothing />}
      <div {...toStage(tiles.length)}>
        {cells.map(({ id, tile, props, frame }) =>
          moment === null ? (
            <LiveCell key={id} {...props} tile={tile} isKnown={wall !== null} />
          ) : (
            <PastCell key={id} {...props} {...{ moment, frame, isResting }} />
          ),
        )}
      </div>
      {tiles.length > 0 && (
        <LazyTimeline
          lanes={cells.map(({ tile, props: { named } }) => ({ named, newest: tile?.time ?? null }))}
          comparison={history}
          coverages={coverages}
        />
      )}
    </main>
  );
}

function toPoll(tiles: readonly Compared[]): string {
  const streams = new Set(tiles.map(({ stream }) => stream));
  // Without an address, nothing is fetched.
  if (streams.size === 0) return "";
  return `/api/feeds?${new URLSearchParams([...streams].map((stream) => ["stream", stream])).toString()}`;
}

const WALL = "/";

function Nothing() {
  return (
    <div className="m-auto px-4 py-10">
      <Message title="No streams to compare">
        <p>
          Choose two to four on{" "}
          <a href={WALL} className={TEXT_LINK}>
            the wall
          </a>
          : hold Shift and click their pictures, then press Compare.
        </p>
      </Message>
    </div>
  );
}
