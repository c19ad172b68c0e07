"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";
import { Age } from "#components/time/age.tsx";
import { PageTime, serverNow } from "#components/time/clock.ts";
import { TileStatus } from "#components/wall/tile-status.tsx";
import { isOld, useTrouble, type Trouble } from "#components/data/connection-status.ts";
import { useWall } from "#components/data/use-wall.ts";
import { WHOLE, type Part } from "#lib/model/part.ts";
import { queryOf } from "#lib/model/routes.ts";
import { tileOf, type Wall } from "#lib/model/wall.ts";

type NowProps = {
  stream: string;
  part: Part;
  wall: Wall | null;
  /** The newest frame that the page has, ms since 1970, where it shows what is now; null where it shows a moment. */
  newest: number | null;
  /** When the first address of the page's pictures ends, ms since 1970: null where there is none, 0 for no page at all. */
  until: number | null;
  /** Said where nothing on the wall is what the page shows. */
  gone: ReactNode;
};

/** How long before its pictures' addresses end a page is made again: as long as a store may be away meanwhile. */
const BEFORE_END_MS = 60_000;
const RENEW_MS = { soonest: 8_000, latest: 10 * 60_000 };

/** Whether the stream is live, and how old its newest picture is. A page about now follows it. */
export function Now({ stream, part, wall: initial, newest, until, gone }: NowProps) {
  const { wall, trouble } = useWall(initial, `/api/feeds?${queryOf(stream, WHOLE)}`);
  // A feed that another took over from has no tile: of it, there is only history.
  const [tile, before] = [wall, initial].map((of) => tileOf(of?.tiles ?? [], part));
  const isSame = tile && before ? (tile.time ?? 0) <= (newest ?? 0) : tile === before;
  useFresh(trouble === "server" || newest === null || isSame ? null : (tile?.time ?? 0));
  useRenewed(trouble === "server" ? 0 : (wall?.asOf ?? 0), { made: initial?.now ?? 0, until });
  if (!tile) return wall && gone;
  return (
    <PageTime value={initial}>
      <div className="flex flex-wrap items-baseline gap-x-4">
        <TileStatus tile={tile} />
        <Late asOf={wall?.asOf ?? 0} trouble={trouble} />
      </div>
    </PageTime>
  );
}

function Late({ asOf, trouble: of }: { asOf: number; trouble: Trouble | null }) {
  const trouble = useTrouble(asOf, of);
  if (trouble === null) return null;
  return (
    <p className="text-sm text-stalled">
      {trouble === "server" ? "This page cannot reach its server" : "The server cannot reach its store"}: as
      of <Age of={asOf} />
    </p>
  );
}

/** Has the server make the page again when a newer frame is known, and when what it shows has come to the wall or left it. */
function useFresh(newer: number | null): void {
  const router = useRouter();
  useEffect(() => {
    if (newer !== null) router.refresh();
  }, [router, newer]);
}

/**
 * Has the page made again before the addresses of its pictures end, and when somebody comes back to it later. Only while
 * all answer: else what is there would be lost. A page that could not be made is so as soon as they do.
 *
 * @param asOf what is known of the stream
 */
function useRenewed(asOf: number, { made, until }: { made: number; until: number | null }): void {
  const router = useRouter();
  const known = useRef(asOf);
  useEffect(() => {
    known.current = asOf;
  }, [asOf]);
  useEffect(() => {
    // A page that one comes back to may have been made long ago; a clock that was not set yet is not to be believed.
    const left = (until ?? Infinity) - Math.max(made, serverNow()) - BEFORE_END_MS;
    let due = Date.now() + Math.max(RENEW_MS.soonest, Math.min(left, RENEW_MS.latest));
    const timer = setInterval(() => {
      if (Date.now() < due || isOld({ asOf: known.current }, serverNow())) return;
      due = Date.now() + RENEW_MS.soonest;
      router.refresh();
    }, 1_000);
    return () => clearInterval(timer);
  }, [router, made, until]);
}
