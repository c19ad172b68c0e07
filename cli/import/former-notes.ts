import type { FrameId } from "#lib/model/frame.ts";
import { feedKey } from "#lib/model/feed.ts";
import { roomForSource } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";
import { FORMER_FEEDS, type FormerNote, parseFormerNote } from "./former-layout.ts";
import { forEachParallel } from "./parallel.ts";
import type { Source } from "./source.ts";

/** What a source tells of feeds besides their frames. */
export type Notes = {
  readonly all: readonly FormerNote[];
  /** The source of a frame's feed, "" for none; null when nothing tells it. */
  readonly sourceOf: (frame: Pick<FrameId, "stream" | "feed">) => string | null;
};

export const NO_NOTES: Notes = { all: [], sourceOf: () => null };

const DEADLINE_MS = 120_000;

/** Reads what Livewall before the log knew of its feeds. @param root what all keys begin with */
export async function readNotes(source: Source, root: string): Promise<Notes> {
  const all: FormerNote[] = [];
  for await (const { key } of source.list(root + FORMER_FEEDS)) {
    const note = parseFormerNote(key.slice(root.length));
    if (note !== null && hasRoom(note)) all.push(note);
  }
  const sources = new Map<string, string>();
  for (const note of all)
    if (note.kind === "source") sources.set(feedKey(note.stream, note.feed), note.source);
  return { all, sourceOf: ({ stream, feed }) => sources.get(feedKey(stream, feed)) ?? null };
}

/** Puts sources and ends where the log's readers look for them. What is there already stays. */
export async function putNotes({ all }: Notes, store: Store, parallel: number): Promise<void> {
  await forEachParallel(all, parallel, async (note) => {
    const { stream, feed } = note;
    const signal = AbortSignal.timeout(DEADLINE_MS);
    if (note.kind === "source") await store.putSource(stream, feed, note.source, signal);
    else await store.putEntry({ kind: "ended", stream, feed, at: note.time, ended: note.time }, signal);
  });
}

function hasRoom(note: FormerNote): boolean {
  return note.kind !== "source" || encodeURIComponent(note.source).length <= roomForSource(note.stream);
}
