import { FAULTS } from "#lib/model/frame.ts";
import { MAX_SEARCH_WORDS } from "#lib/model/parameters.ts";
import { toState, type State } from "#lib/model/state.ts";
import type { BareTile, WallTile } from "#lib/model/wall.ts";
import { findAlarm } from "./alarm.ts";
import { withoutPastStates, type View } from "#lib/model/view.ts";

/** A tile of a view. */
export type Shown<T extends BareTile = WallTile> = {
  readonly tile: T;
  /** The number of tiles that it stands for; more than one if the sources of a stream are grouped. */
  readonly sources: number;
};

/** The order of "live first". */
const STATES: readonly State[] = ["live", "stalled", "offline"];

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
  const { q, state, group, sort } = withoutPastStates(requested);
  const matching = searchTiles(tiles, q).filter((tile) => matchesState(tile, state, now));
  const shown =
    group === "stream" ? groupByStream(matching, now) : matching.map((tile) => ({ tile, sources: 1 }));
  if (sort === "newest") return shown.sort((a, b) => (b.tile.time ?? 0) - (a.tile.time ?? 0));
  if (sort === "live") return shown.sort((a, b) => toRank(a.tile, now) - toRank(b.tile, now));
  return shown;
}

/** The tiles of a stream's whole id, or those whose names contain each word. Accounts are on no tile and match nothing. */
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
  const { state, sort, group } = withoutPastStates(view);
  return state !== "all" || sort === "live" || group === "stream";
}

function matchesState(tile: BareTile, filter: View["state"], now: number): boolean {
  if (filter === "all") return true;
  if (filter === "attention") {
    const alarm = findAlarm(tile, now);
    return alarm !== null && alarm !== "ended";
  }
  const state = toState(tile, now);
  // The last picture of an offline feed has no fault that matters; the summary does not count it either.
  const fault = FAULTS.find((one) => one === filter);
  return fault === undefined ? state === filter : state === "live" && tile.faults.includes(fault);
}

/** Takes the source in the best state of each stream. */
function groupByStream<T extends BareTile>(tiles: readonly T[], now: number): Shown<T>[] {
  const shown = new Map<string, Shown<T>>();
  for (const tile of tiles) {
    const { tile: best = tile, sources = 0 } = shown.get(tile.stream) ?? {};
    shown.set(tile.stream, {
      tile: toRank(tile, now) < toRank(best, now) ? tile : best,
      sources: sources + 1,
    });
  }
  return [...shown.values()];
}

function toRank(tile: BareTile, now: number): number {
  return STATES.indexOf(toState(tile, now));
}

/** By the very object: folding takes far longer than looking for words, and a page searches the same tiles three times. */
const foldedNames = new WeakMap<BareTile, string>();

function foldName(tile: BareTile): string {
  const known = foldedNames.get(tile);
  if (known !== undefined) return known;
  const folded = fold(`${tile.name} ${tile.source ?? ""}`);
  foldedNames.set(tile, folded);
  return folded;
}

/** Removes case and accents: "cafe" finds "Café". */
function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
