import { partOf, WHOLE } from "#lib/model/part.ts";
import type { BareTile } from "#lib/model/wall.ts";
import { feedAddress } from "#lib/model/routes.ts";

/** A page beside another one, by its address, and what it is of. */
export type Beside = { readonly address: string; readonly title: string };

/**
 * The pages before and after one in the order of the wall; the ends of it have one neighbour.
 *
 * @param tile that of the source that the page is about; null where it is about all of its stream: so are its neighbours
 */
export function pagesBeside(tiles: readonly BareTile[], stream: string, tile: BareTile | null) {
  const all = tile === null ? oneOfEach(tiles) : tiles;
  const place = all.findIndex((one) => (tile === null ? one.stream === stream : one.id === tile.id));
  const page = (at: number): Beside | null => {
    const one = place === -1 ? undefined : all[at];
    if (one === undefined) return null;
    const address = feedAddress(one.stream, tile === null ? WHOLE : partOf(one), null);
    return {
      address,
      title: tile === null || one.source === null ? one.stream : `${one.stream}, ${one.source}`,
    };
  };
  return { previous: page(place - 1), next: page(place + 1) };
}

function oneOfEach(tiles: readonly BareTile[]): BareTile[] {
  return [...new Map(tiles.map((tile) => [tile.stream, tile])).values()];
}
