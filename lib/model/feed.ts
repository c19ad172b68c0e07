import type { Frame } from "./frame.ts";
import { frozenFrom } from "./frozen.ts";
import { logKey, type LogEntry } from "./keys.ts";
import { LIVE_MS } from "./state.ts";
import { streamId, type Stream } from "./stream.ts";

/** An entry of the log, and when the store says that it was stored (its LastModified), ms since 1970. */
export type StoredEntry = LogEntry & { readonly storedAt: number };

export type StoredFrame = Frame & {
  readonly storedAt: number;
  /** As its keys have it, where more is known by now: its source by other frames, or that it was frozen by later ones. */
  readonly stored?: Frame;
};

/** When an entry stands in the log, ms since 1970. */
export function getTime(entry: LogEntry): number {
  return entry.kind === "frame" ? entry.frame.time : entry.at;
}

/** One publishing session of a stream, as the log has it. */
export type Feed = {
  readonly stream: Stream;
  readonly feed: string;
  /** The newest frame; null before the first. */
  readonly newest: StoredFrame | null;
  /** When the provider says that it ended, ms since 1970. */
  readonly ended: number | null;
  /** The source's id, "" when it is known to have none, null when nothing has told. */
  readonly source: string | null;
  /** The time of the newest known frame without faults, ms since 1970; null if none is known. */
  readonly good: number | null;
  /** The time of the oldest known frame with faults after that one; null if there is none. */
  readonly faultyFrom: number | null;
};

const NO_FEED = { newest: null, ended: null, source: null, good: null, faultyFrom: null } as const;

/** Names a feed among those of all streams. */
export function feedKey(stream: Stream, feed: string): string {
  return `${streamId(stream)}\n${feed}`;
}

/** The feeds of entries of the log, which come in any order and with repetitions. */
export function toFeeds(entries: Iterable<StoredEntry>): Feed[] {
  const feeds = new Map<string, Feed>();
  for (const entry of entries) {
    const { stream, feed } = "frame" in entry ? entry.frame : entry;
    const key = feedKey(stream, feed);
    feeds.set(key, withEntry(feeds.get(key), entry));
  }
  return [...feeds.values()];
}

/** The feed with what an entry tells of it; the same object if that is nothing new. @param known undefined at first */
export function withEntry(known: Feed | undefined, entry: StoredEntry): Feed {
  const { stream, feed: id } = "frame" in entry ? entry.frame : entry;
  const feed = known ?? { stream, feed: id, ...NO_FEED };
  switch (entry.kind) {
    case "started":
      return withSource(feed, entry.source);
    case "ended":
      return entry.ended > (feed.ended ?? -Infinity) ? { ...feed, ended: entry.ended } : feed;
    case "frame":
    case "note": {
      const named = withFaults(withSource(feed, entry.frame.source), entry.frame);
      // Most entries are listed again and again, and are older than those already read.
      if (feed.newest !== null && entry.frame.time < feed.newest.time) return named;
      // A note is stored after its frame, so it never wins against what is stored under the frame's own key.
      const frame = { ...entry.frame, storedAt: entry.storedAt };
      return supersedes(frame, feed.newest) ? { ...named, newest: withRankOf(feed.newest, frame) } : named;
    }
  }
}

/** A frame that takes the place of a bare one has its rank: otherwise a third one could come before it, and after that. */
function withRankOf(other: StoredFrame | null, frame: StoredFrame): StoredFrame {
  const isSame = other !== null && other.time === frame.time;
  return isSame ? { ...frame, storedAt: Math.min(frame.storedAt, other.storedAt) } : frame;
}

/**
 * Notes when the present run of faulty frames began. After a good frame that comes late, the run begins with the next faulty
 * one that is listed, or listed again.
 */
function withFaults(feed: Feed, { time, faults }: Frame): Feed {
  const { good, faultyFrom } = feed;
  if (good !== null && time <= good) return feed;
  if (faults.length === 0)
    return { ...feed, good: time, faultyFrom: faultyFrom !== null && faultyFrom > time ? faultyFrom : null };
  return faultyFrom === null || time < faultyFrom ? { ...feed, faultyFrom: time } : feed;
}

/** When the faults of the newest picture began, as far as is known, ms since 1970; null if it has none. */
export function faultStart(feed: Feed, frozenAfterMs: number): number | null {
  const marked = faultyFrom(feed);
  return marked !== null && feed.newest?.faults[0] === "frozen" ? frozenFrom(marked, frozenAfterMs) : marked;
}

/** The time of the first frame with them. */
function faultyFrom({ newest, faultyFrom }: Feed): number | null {
  if (newest === null || newest.faults.length === 0) return null;
  return Math.min(newest.time, faultyFrom ?? newest.time);
}

/** Whether the time before the present faults is known: a good frame came just before them. */
export function isFaultStartKnown(feed: Feed): boolean {
  const from = faultyFrom(feed);
  return from === null || (feed.good !== null && from - feed.good <= LIVE_MS);
}

/** A source is never forgotten. The greater of two counts, so that all readers agree. */
function withSource(feed: Feed, source: string | null): Feed {
  return source === null || (feed.source !== null && source <= feed.source) ? feed : { ...feed, source };
}

/**
 * Whether a frame takes the place of another one of its feed. Of two with the same time, the one that was stored first
 * counts, whatever receivers made of it; a bare one gives way to another of its size.
 */
export function supersedes(frame: StoredFrame, other: StoredFrame | null): boolean {
  if (other === null || frame.time > other.time) return true;
  if (frame.time < other.time) return false;
  const isSameSize = frame.width === other.width && frame.height === other.height;
  if (isSameSize && frame.isBare !== other.isBare) return other.isBare;
  if (frame.storedAt !== other.storedAt) return frame.storedAt < other.storedAt;
  if (isSameName(frame, other)) return false;
  return logKey({ kind: "frame", frame }) < logKey({ kind: "frame", frame: other });
}

/** Whether two frames of one feed and time have the same key. The log is listed again and again: most are the same. */
function isSameName(a: Frame, b: Frame): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.isBare === b.isBare &&
    a.source === b.source &&
    a.faults.join() === b.faults.join()
  );
}
