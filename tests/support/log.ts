// The end of a log in memory, for the command line.
import type { StoredEntry } from "#lib/model/feed.ts";
import { logKey, startOfLog } from "#lib/model/keys.ts";
import type { FrameId } from "#lib/model/frame.ts";
import type { LogStore } from "../../cli/log.ts";
import { frameOf } from "./frames.ts";

type FeedId = Pick<FrameId, "stream" | "feed">;

/** The store's clock is a minute ahead of this process's. */
export const now = () => Date.now() + 60_000;

export function storedFrame(feed: FeedId, time: number) {
  const frame = frameOf(feed.stream.account, { ...feed, time });
  return { kind: "frame", storedAt: time, frame } as const satisfies StoredEntry;
}

export function lateNote(feed: FeedId, time: number, at: number): StoredEntry {
  return { ...storedFrame(feed, time), kind: "note", at, storedAt: at };
}

/** A log whose pages have one entry. */
export function logOf(entries: readonly StoredEntry[]): LogStore {
  return {
    now,
    confirmClock: () => Promise.resolve(),
    listLog({ after, until }) {
      const found = entries
        .map((entry) => ({ entry, key: logKey(entry) }))
        .filter(({ key }) => key > after && key < startOfLog(until))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      const page = found.slice(0, 1);
      return Promise.resolve({
        entries: page.map(({ entry }) => entry),
        next: found.length > 1 ? (page[0]?.key ?? null) : null,
      });
    },
  };
}
