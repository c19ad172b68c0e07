import { toSelection, ALL } from "./selection.ts";
import { feedAddress } from "./routes.ts";
import { showName } from "./show-name.ts";
import type { BareTile } from "./wall.ts";

/** A page before or after another one. */
export type Adjacent = { readonly address: string; readonly title: string };

/**
 * Finds the pages before and after one in the order of the wall.
 *
 * @param tile that of the page's source; null if the page is about all of its stream: then the adjacent ones are, too
 */
export function findAdjacent(tiles: readonly BareTile[], stream: string, tile: BareTile | null) {
  const all = tile === null ? listStreams(tiles) : tiles;
  const place = all.findIndex((one) => (tile === null ? one.stream === stream : one.id === tile.id));
  const page = (at: number): Adjacent | null => {
    const one = place === -1 ? undefined : all[at];
    if (one === undefined) return null;
    const address = feedAddress(one.stream, tile === null ? ALL : toSelection(one), null);
    return {
      address,
      title: showName(tile === null || one.source === null ? one.stream : `${one.stream}, ${one.source}`),
    };
  };
  return { previous: page(place - 1), next: page(place + 1) };
}

function listStreams(tiles: readonly BareTile[]): BareTile[] {
  return [...new Map(tiles.map((tile) => [tile.stream, tile])).values()];
}
