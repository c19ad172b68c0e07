import type { WallTile } from "./wall.ts";

/** Which part of a stream something is about: one source, one feed of it, or all of the stream, where both are null. */
export type Part = { readonly source: string | null; readonly feed: string | null };

export const WHOLE: Part = { source: null, feed: null };

/** What of its stream a tile leads to: its source, for that lasts; its feed, where nothing else tells it from others. */
export function partOf({ source, feed }: WallTile): Part {
  if (source === null) return WHOLE;
  return source === feed ? { source: null, feed } : { source, feed };
}

/**
 * The part that is meant: of a source, with the feed that it has now, unless a moment of another one is asked for; of a
 * feed, with the source that it is known to be of.
 */
export function partMeant(asked: Part & { readonly at: number | null }, tile: WallTile | null): Part {
  const { source, feed, at } = asked;
  if (source === null) return feed === null || tile === null ? { source, feed } : { ...partOf(tile), feed };
  return { source, feed: (at === null ? null : feed) ?? tile?.feed ?? null };
}
