import type { WallTile } from "#lib/model/wall.ts";

/** A frame on a tile, and whether it is known to be of the tile's own source. */
export type Attributed<F> = { readonly frame: F; readonly isOwn: boolean };

type Sibling = Pick<WallTile, "id" | "feed">;

/**
 * Which frame of a past moment belongs on a tile. What tells sources apart is kept for the feeds of now alone: an earlier
 * feed's frames lie with the others of its stream, and do not say of which source they are.
 *
 * So a stream's only tile shows whatever feed there was. Of several tiles, each shows its own feed; frames of earlier
 * feeds fill the tiles that would be empty, in a fixed order, and say that their source is not known.
 *
 * @param siblings all tiles of the stream, this one among them, in the order of the wall
 * @param shown what the stream showed: of each feed one frame
 */
export function frameOn<F extends { readonly feed: string; readonly time: number }>(
  tile: Sibling,
  siblings: readonly Sibling[],
  shown: readonly F[],
): Attributed<F> | null {
  const own = shown.find(({ feed }) => feed === tile.feed);
  if (own !== undefined) return { frame: own, isOwn: true };
  if (siblings.length <= 1) {
    const newest = shown.toSorted((a, b) => b.time - a.time)[0];
    return newest === undefined ? null : { frame: newest, isOwn: true };
  }
  const isOn = (feed: string) => shown.some((frame) => frame.feed === feed);
  const empty = siblings.filter(({ feed }) => !isOn(feed));
  const strangers = shown
    .filter(({ feed }) => !siblings.some((sibling) => sibling.feed === feed))
    .toSorted((a, b) => (a.feed < b.feed ? -1 : 1));
  const stranger = strangers[empty.findIndex(({ id }) => id === tile.id)];
  return stranger === undefined ? null : { frame: stranger, isOwn: false };
}
