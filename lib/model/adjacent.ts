import { toSelection, ALL, type Selection } from "./selection.ts";
import { showName } from "./show-name.ts";
import type { BareTile } from "./wall.ts";

/** A page before or after another one. */
export type Adjacent = {
  readonly stream: string;
  readonly selection: Selection;
  /** The stream and, if the page is about a part, what tells it from others: both as people read them. */
  readonly name: string;
  readonly source: string | null;
  /** Presigned; null where there is none. */
  readonly picture: string | null;
};

/** Tiles whose pages are before and after one; undefined at an end of the wall. */
export type AdjacentTiles<T> = { readonly previous: T | undefined; readonly next: T | undefined };

/** Finds the first tiles of the streams before and after one in the order of the wall. */
export function findAdjacent<T extends BareTile>(tiles: readonly T[], stream: string): AdjacentTiles<T> {
  const first = new Map<string, T>();
  for (const tile of tiles) if (!first.has(tile.stream)) first.set(tile.stream, tile);
  const all = [...first.values()];
  const place = all.findIndex((one) => one.stream === stream);
  if (place === -1) return { previous: undefined, next: undefined };
  return { previous: all[place - 1], next: all[place + 1] };
}

/** @param isWhole the page is about all of its stream */
export function toAdjacent(
  { stream, name, ...part }: BareTile,
  isWhole: boolean,
  picture: string | null,
): Adjacent {
  if (isWhole) return { stream, selection: ALL, name, source: null, picture };
  const source = part.source === null ? null : showName(part.source);
  return { stream, selection: toSelection(part), name, source, picture };
}
