import { FAULTS } from "#lib/model/frame.ts";
import { MAX_SEARCH_WORDS } from "#lib/model/parameters.ts";
import { compareAlarms, toSection, type Section } from "#lib/model/section.ts";
import { toState } from "#lib/model/state.ts";
import { withoutPastStates, type View } from "#lib/model/view.ts";
import type { BareTile, WallTile } from "#lib/model/wall.ts";
import { toAccount } from "#lib/model/accounts.ts";

/** A tile of a view. */
export type Shown<T extends BareTile = WallTile> = {
  readonly tile: T;
  /** The number of tiles that it stands for; more than one if the sources of a stream are grouped. */
  readonly sources: number;
};

const SECTIONS: readonly Section[] = ["attention", "live", "offline"];

const DAY_MS = 86_400_000;
const MAX_OFFLINE_MS = { never: Infinity, "1d": DAY_MS, "7d": 7 * DAY_MS, "30d": 30 * DAY_MS };

/**
 * The tiles of a view, in its order.
 *
 * @param tiles sorted by name
 * @param now ms since 1970, for the states
 */
export function listTiles<T extends BareTile>(
  tiles: readonly T[],
  requested: View,
  now: number,
): readonly Shown<T>[] {
  const view = withoutPastStates(requested);
  const found = searchTiles(tiles, view.q).filter((tile) => !isLongOffline(tile, view, now));
  const grouped =
    view.group === "stream" ? groupByStream(found, now) : found.map((tile) => ({ tile, sources: 1 }));
  const shown =
    view.state === "all" ? grouped : grouped.filter(({ tile }) => matchesState(tile, view.state, now));
  if (view.sort === "newest") shown.sort((a, b) => (b.tile.time ?? 0) - (a.tile.time ?? 0));
  if (view.sort === "attention") sortByAttention(shown, now);
  return shown;
}

/** The tiles of a stream's whole id, or those whose names, sources or accounts contain each word. */
export function searchTiles<T extends BareTile>(tiles: readonly T[], search: string): readonly T[] {
  const sources = tiles.filter(({ stream }) => stream === search);
  if (sources.length > 0) return sources;
  const words = fold(search).split(/\s+/).filter(Boolean).slice(0, MAX_SEARCH_WORDS);
  if (words.length === 0) return tiles;
  return tiles.filter((tile) => {
    const name = foldName(tile);
    return words.every((word) => name.includes(word));
  });
}

/** Tells if a view changes with the states of tiles, and not only with their pictures. */
export function dependsOnStates(view: View): boolean {
  const { state, sort, group, hide, at } = view;
  // The states of a past moment do not change.
  if (at !== null) return false;
  return state !== "all" || sort === "attention" || group === "stream" || hide !== "never";
}

/** A search also finds what has been offline for long. */
function isLongOffline(tile: BareTile, { hide, q }: View, now: number): boolean {
  if (hide === "never" || q !== "" || toState(tile, now) !== "offline") return false;
  return now - (tile.seen ?? 0) > MAX_OFFLINE_MS[hide];
}

function matchesState(tile: BareTile, filter: View["state"], now: number): boolean {
  if (filter === "attention" || filter === "live" || filter === "offline")
    return toSection(tile, now) === filter;
  const state = toState(tile, now);
  // The last picture of an offline feed has no fault that matters.
  const fault = FAULTS.find((one) => one === filter);
  return fault === undefined ? state === filter : state === "live" && tile.faults.includes(fault);
}

/** Alarms first, the most severe before the others, then live tiles, then offline ones, the last seen first. */
function sortByAttention(shown: Shown<BareTile>[], now: number): void {
  const sections = new Map(shown.map(({ tile }) => [tile, toSection(tile, now)]));
  const bySeverity = compareAlarms(now);
  shown.sort(({ tile: a }, { tile: b }) => {
    const [ofA, ofB] = [sections.get(a) ?? "live", sections.get(b) ?? "live"];
    if (ofA !== ofB) return SECTIONS.indexOf(ofA) - SECTIONS.indexOf(ofB);
    if (ofA === "attention") return bySeverity(a, b);
    return ofA === "offline" ? (b.seen ?? 0) - (a.seen ?? 0) : 0;
  });
}

/** Takes the source of each stream that comes first by attention: of a stream with a fault, the one that has it. */
function groupByStream<T extends BareTile>(tiles: readonly T[], now: number): Shown<T>[] {
  const streams = new Map<string, Shown<T>[]>();
  for (const tile of tiles) {
    const sources = streams.get(tile.stream) ?? [];
    streams.set(tile.stream, sources);
    sources.push({ tile, sources: 1 });
  }
  return [...streams.values()].flatMap((sources) => {
    sortByAttention(sources, now);
    return sources.slice(0, 1).map(({ tile }) => ({ tile, sources: sources.length }));
  });
}

/** By the very object: folding takes far longer than looking for words, and a page searches the same tiles three times. */
const foldedNames = new WeakMap<BareTile, string>();

function foldName(tile: BareTile): string {
  const known = foldedNames.get(tile);
  if (known !== undefined) return known;
  const folded = fold(`${toAccount(tile.stream)}/${tile.name} ${tile.source ?? ""}`);
  foldedNames.set(tile, folded);
  return folded;
}

/** Removes case and accents: "cafe" finds "Café". */
function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
