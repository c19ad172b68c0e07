"use client";

import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type CSSProperties } from "react";
import { PageTime, useClock } from "#components/time/clock.ts";
import { EmptyPrivateWall, EmptyWall, NoMatch, UnreachableWall } from "#components/wall/notices.tsx";
import type { Opening } from "#components/wall/initial-page.ts";
import type { Trouble } from "#components/data/connection-status.ts";
import { lastTurn, turnsOf } from "#components/wall/transitions.ts";
import { useWall } from "#components/data/use-wall.ts";
import { parseView, tilesFound, tilesInView, type Shown, type View } from "#components/wall/view.ts";
import type { Wall } from "#lib/model/wall.ts";
import { KioskBar } from "./bar.tsx";
import type { Outlook } from "./summary.ts";
import { pack, type Packing, type Size } from "./pack.ts";
import { packInCss } from "./pack-css.ts";
import { KioskTile } from "./tile.tsx";
import { useKeptAwake, useRenewedPage } from "./keep-alive.ts";

/** What there is to read in the place of tiles, from further away the larger the screen. */
const NOTICE = "m-auto max-w-2xl overflow-y-auto p-6 min-[1900px]:[zoom:1.5] min-[3000px]:[zoom:3]";

type KioskProps = {
  opening: Opening;
  outlook: Outlook | null;
  query: string;
  /** Whether a link opened it, and perhaps a part of it only. */
  isPrivate: boolean;
};

/** The wall for a screen that nobody touches: as many tiles as fit best, page after page. */
export function Kiosk({ opening, outlook, query, isPrivate }: KioskProps) {
  const view = useMemo(() => parseView(new URLSearchParams(query)), [query]);
  const { wall, trouble } = useWall(opening.wall);
  const isOpening = wall === opening.wall;
  const total = isOpening ? opening.total : (wall?.tiles.length ?? 0);
  useKeptAwake();
  useRenewedPage(trouble === "server");
  return (
    <PageTime value={opening.wall}>
      <div className="flex h-dvh flex-col overflow-hidden bg-page">
        {wall === null || total === 0 ? (
          <main className={`max-h-dvh ${NOTICE}`}>
            <h1 className="sr-only">Livewall</h1>
            {wall === null ? <UnreachableWall /> : isPrivate ? <EmptyPrivateWall /> : <EmptyWall />}
          </main>
        ) : (
          <Pages
            wall={wall}
            view={view}
            trouble={trouble}
            more={isOpening ? opening.more : 0}
            known={isOpening ? outlook : null}
          />
        )}
      </div>
    </PageTime>
  );
}

const PAGE_MS = 20_000;
/** So many have room on any screen: their pictures need not wait until it is known. */
const SURE = 6;

type PagesProps = {
  wall: Wall;
  view: View;
  trouble: Trouble | null;
  /** How many tiles are still to come, and what is known of all. */
  more: number;
  known: Outlook | null;
};

function Pages({ wall, view, trouble, more, known }: PagesProps) {
  const turns = useMemo(() => turnsOf(wall.tiles), [wall.tiles]);
  const turn = useClock((_now, asOf) => lastTurn(turns, asOf));
  const shown = useMemo(() => tilesInView(wall.tiles, view, turn), [wall.tiles, view, turn]);
  const watched = useMemo(() => tilesFound(wall.tiles, view.q), [wall.tiles, view.q]);
  const place = usePlace();
  const total = shown.length + more;
  const packing = place === null ? null : pack(total, place);
  const perPage = packing === null ? Infinity : packing.columns * packing.rows;
  const pages = Math.max(1, Math.ceil(total / perPage));
  const [step, setStep] = usePageSteps(pages);
  const page = step % pages;
  const on = (number: number) =>
    pages === 1 ? shown : shown.slice(number * perPage, (number + 1) * perPage);
  usePreloaded(pages > 1 ? on((page + 1) % pages) : [], step);
  return (
    <>
      <main className="grid shrink-0 place-content-center" style={{ blockSize: REST_HEIGHT }}>
        <h1 className="sr-only">Livewall</h1>
        {shown.length === 0 ? (
          <div className={NOTICE}>
            <NoMatch view={view} path="/wall" />
          </div>
        ) : (
          <div role="list" className="grid w-screen justify-center" style={gridStyle(packing, total)}>
            {on(page).map(({ tile }, position) => (
              <KioskTile key={tile.id} tile={tile} isFirst={packing !== null || position < SURE} />
            ))}
          </div>
        )}
      </main>
      <KioskBar
        tiles={watched}
        known={known}
        asOf={wall.asOf}
        trouble={trouble}
        page={page}
        pages={pages}
        onPage={(by) => setStep(page + by + pages)}
      />
    </>
  );
}

/** Turns the page by itself, as long as nobody turns it by hand. */
function usePageSteps(pages: number) {
  const [step, setStep] = useState(0);
  useEffect(() => {
    if (pages === 1) return;
    const timer = setTimeout(() => setStep(step + 1), PAGE_MS);
    return () => clearTimeout(timer);
  }, [pages, step]);
  return [step, setStep] as const;
}

/** The next page appears with its pictures: those of some seconds before the turn, and what becomes of them until then. */
function usePreloaded(next: readonly Shown[], step: number) {
  const [due, setDue] = useState<number | null>(null);
  const asked = useRef<ReadonlySet<string>>(new Set());
  const addresses = due === step ? next.map(({ tile }) => tile.picture ?? "").join("\n") : "";
  useEffect(() => {
    // By the turn alone: on a live wall, there is always an address that changes.
    const timer = setTimeout(() => setDue(step), PAGE_MS / 2);
    return () => clearTimeout(timer);
  }, [step]);
  useEffect(() => {
    const all = new Set(addresses.split("\n").filter(Boolean));
    for (const address of all) if (!asked.current.has(address)) new Image().src = address;
    asked.current = all;
  }, [addresses]);
}

/** The share of the screen's height that the bar takes. */
const BAR = 0.05;
const REST_HEIGHT = `${100 * (1 - BAR)}dvh`;

/** How the tiles lie. @param packing null while the screen is not known, when CSS finds it out */
function gridStyle(packing: Packing | null, tiles: number): CSSProperties {
  if (packing !== null) {
    const { columns, width, height } = packing;
    return { gridTemplateColumns: `repeat(${columns}, ${width}px)`, gridAutoRows: `${height}px` };
  }
  return {
    ...packInCss(tiles, REST_HEIGHT),
    // Its place is not made by what is in it, which may come bit by bit. The pixel is for what is rounded.
    paddingInline: `max(0px, (100vw - ${tiles} * var(--width) - 1px) / 2)`,
    blockSize: "var(--height)",
    gridTemplateColumns: "repeat(auto-fill, var(--width))",
    gridAutoRows: "calc(var(--width) * 9 / 16)",
    // What is clipped loads no picture.
    overflow: "clip",
  };
}

/** The size of the place for the tiles; null before the browser tells. */
function usePlace(): Size | null {
  const size = useSyncExternalStore(
    (listener) => {
      addEventListener("resize", listener);
      return () => removeEventListener("resize", listener);
    },
    () => `${innerWidth} ${innerHeight}`,
    () => null,
  );
  if (size === null) return null;
  const [width = 0, height = 0] = size.split(" ").map(Number);
  return { width, height: height * (1 - BAR) };
}
