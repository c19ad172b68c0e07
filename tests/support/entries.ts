// Builds entries of the log, and tiles.
import type { StoredEntry, StoredFrame } from "#lib/model/feed.ts";
import type { Frame } from "#lib/model/frame.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { WallTile } from "#lib/model/wall.ts";

export const NOON = Date.UTC(2026, 10, 23, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const STREAM: Stream = { account: "ZG6NWV", name: "teststream" };

type Where = { readonly feed?: string; readonly stream?: Stream };

export type FrameEntry = Extract<StoredEntry, { kind: "frame" }>;
type Overrides = Partial<Frame> & { readonly storedAt?: number };

/** A frame that is stored when it was made, unless told otherwise. */
export function frame(time: number, { storedAt = time, ...overrides }: Overrides = {}): FrameEntry {
  const defaults = { width: 1920, height: 1080, faults: [], isBare: false, source: null };
  const frame = { stream: STREAM, feed: "feed-1", time, ...defaults, ...overrides };
  return { kind: "frame", frame, storedAt };
}

export function toStoredFrame({ frame, storedAt }: FrameEntry): StoredFrame {
  return { ...frame, storedAt };
}

/** A note at `at` of a frame of `time`. */
export function note(at: number, time: number, overrides: Overrides = {}): StoredEntry {
  return { kind: "note", at, frame: frame(time, overrides).frame, storedAt: at };
}

export function ended(time: number, { feed = "feed-1", stream = STREAM }: Where = {}): StoredEntry {
  return { kind: "ended", stream, feed, at: time, ended: time, storedAt: time };
}

/** A feed started, as one of that source; null where the event does not tell. */
export function started(
  source: string | null,
  { feed = "feed-1", stream = STREAM }: Where = {},
): StoredEntry {
  return { kind: "started", stream, feed, at: NOON, source, storedAt: NOON };
}

/** A tile as the browser gets it. */
export function wallTile(id: string, overrides: Partial<WallTile> = {}): WallTile {
  return {
    ...{ id, stream: id, name: id, source: null, feed: "feed-1", time: NOON, seen: NOON },
    ...{ ended: false, faults: [], since: null, aspect: 16 / 9, original: 1920 },
    ...{ picture: `https://s3.example.com/${id}.webp`, ...overrides },
  };
}
