import type { WallTile } from "./wall.ts";

/** A part of a stream: one source, or one feed where its source is unknown; all of the stream where both are null. */
export type Selection = { readonly source: string | null; readonly feed: string | null };

export const ALL: Selection = { source: null, feed: null };

/** The part that a tile leads to: its source, which lasts; its feed, where nothing else tells it from others. */
export function toSelection({ source, feed }: Pick<WallTile, "source" | "feed">): Selection {
  if (source === null) return ALL;
  return source === feed ? { source: null, feed } : { source, feed: null };
}

/**
 * The part that an address means. A source goes on across its reconnects, so its feed does not matter.
 *
 * @param tile of the feed that the address names
 */
export function resolveSelection({ source, feed }: Selection, tile: WallTile | null): Selection {
  const known = source ?? (feed === null || tile === null ? null : toSelection(tile).source);
  return known === null ? { source, feed } : { source: known, feed: null };
}

/** Whether a frame is of a part of its stream: of a source, of a feed, or of all. */
export function isSelected(
  frame: { readonly source: string | null; readonly feed: string },
  { source, feed }: Selection,
): boolean {
  if (source === null) return feed === null || frame.feed === feed;
  return frame.source === null ? frame.feed === feed : frame.source === source;
}
