import type { PastFrame } from "#lib/model/past.ts";
import type { WallTile } from "#lib/model/wall.ts";

/**
 * The frame of a past moment that belongs on a tile: that of its feed, or of another feed of its source where that is
 * known. Null when there is none.
 *
 * @param shown what the stream showed: of each feed one frame, newest first
 */
export function frameOn<F extends Pick<PastFrame, "feed" | "source">>(
  tile: Pick<WallTile, "feed" | "source">,
  shown: readonly F[],
): F | null {
  const ofFeed = shown.find(({ feed }) => feed === tile.feed);
  // A source is "" where a feed is known to have none, and its tile has no name of a source then.
  return ofFeed ?? shown.find(({ source }) => source !== null && source === (tile.source ?? "")) ?? null;
}
