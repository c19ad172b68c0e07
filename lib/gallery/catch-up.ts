import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import type { KnownStreams } from "./known-streams.ts";
import type { LogReader, LogSpan } from "./log-reader.ts";

/** In the background, between polls. */
const READING = { sequentialPages: 0, concurrency: 4 };

/** Reads what a poll leaves out, since viewers do not wait for it: feeds that are stalled. */
export function createCatchUp(reader: LogReader, streams: Pick<KnownStreams, "doubt">) {
  let left: LogSpan[] = [];
  /** Feeds without a frame since then may have sent what is never read. */
  let doubt: number | null = null;

  return {
    /** Notes that a poll read the log from `from` on. @param since where it would have had to begin; null if unknown */
    leave(since: number | null, from: number): void {
      const oldest = from + LIVE_MS - STALLED_MS;
      const start = Math.max(since ?? oldest, oldest);
      left = left.filter(({ to }) => to > oldest);
      if (start < from) left.push({ from: start, to: from, until: from });
      if (since !== null && since < oldest) doubt = oldest;
    },
    isDue: (): boolean => left.length > 0,
    /** Reads what was left out. @throws StoreError; the rest is read by the next call */
    async run(): Promise<void> {
      for (const span of left) {
        await reader.read(span, READING);
        left = left.filter((other) => other !== span);
      }
      if (left.length > 0 || doubt === null) return;
      streams.doubt(doubt);
      doubt = null;
    },
  };
}
