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

/**
 * Finds the tiles before and after one in the order of the wall.
 *
 * @param tile that of the page's source; null if the page is about all of its stream: then the adjacent ones are, too
 */
export function findAdjacent<T extends BareTile>(
  tiles: readonly T[],
  stream: string,
  tile: BareTile | null,
): AdjacentTiles<T> {
  const all = tile === null ? listStreams(tiles) : tiles;
  const place = all.findIndex((one) => (tile === null ? one.stream === stream : one.id === tile.id));
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

function listStreams<T extends BareTile>(tiles: readonly T[]): T[] {
  return [...new Map(tiles.map((tile) => [tile.stream, tile])).values()];
}
