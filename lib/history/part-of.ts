import type { Part } from "#lib/model/part.ts";

/** Whether a frame is of a part of its stream: of a source, of a feed, or of all. */
export function isOfPart(
  frame: { readonly source: string | null; readonly feed: string },
  { source, feed }: Part,
): boolean {
  if (source === null) return feed === null || frame.feed === feed;
  return frame.source === null ? frame.feed === feed : frame.source === source;
}
