import { availableParallelism } from "node:os";
import { LRUCache } from "lru-cache";
import { describeError, type Log } from "#lib/http/log.ts";
import { createLimiter, type Limiter } from "#lib/limiter.ts";
import type { FrameId } from "#lib/model/frame.ts";
import { streamId } from "#lib/model/stream.ts";
import type { ReceiverSettings, WatchSettings } from "#lib/settings/settings.ts";
import type { Store } from "#lib/store/store.ts";
import { createLookupLimit, type LookupLimit } from "./admission/lookup-limit.ts";
import { createFeedMemory, type FeedMemory } from "./feed-memory.ts";

/** libuv has four threads for pictures, name lookups and the spool. */
const DECODERS = Math.min(3, availableParallelism());
const MAX_FAULTY_HOURS = 20_000;

/** The longest that optional steps take, in ms: all together before the original, each one after it. */
export type Timeouts = { readonly before: number; readonly after: number };

/** A lookup or a preview that hangs must leave time for the original. A late note may outlast the answer. */
const HOOK_TIMEOUTS: Timeouts = { before: 1_500, after: 4_000 };
const DELIVERY_TIMEOUTS: Timeouts = { before: 7_000, after: 15_000 };

/** Logs that an optional step failed. The hook is accepted all the same. */
export type Warn = (event: string, frame: FrameId, error: unknown) => void;

/** The dependencies of storing frames and events, and the memory of this process. */
export type FrameWriter = {
  readonly store: Store;
  readonly warn: Warn;
  readonly feeds: FeedMemory;
  readonly lookups: LookupLimit;
  /** The keys of faulty hours that this process has put. */
  readonly faultyHours: LRUCache<string, true>;
  readonly decoders: Limiter;
  readonly previews: boolean;
  readonly index: boolean;
  readonly maxPixels: number;
  readonly watch: WatchSettings;
  readonly timeouts: Timeouts;
  /** A stored frame may be there by an earlier try of the same hook, whose late note is missing. */
  readonly isRetrying: boolean;
};

/** @param kind "delivery" for hooks of the spool, which are answered already */
export function createFrameWriter(
  store: Store,
  log: Log,
  settings: Pick<ReceiverSettings, "previews" | "index" | "maxFramePixels" | "watch">,
  kind: "hooks" | "delivery",
): FrameWriter {
  return {
    store,
    warn(event, { stream, feed, time }, error) {
      const generated = new Date(time).toISOString();
      log(event, { level: "warn", stream: streamId(stream), feed, generated, error: describeError(error) });
    },
    feeds: createFeedMemory(),
    lookups: createLookupLimit(),
    faultyHours: new LRUCache({ max: MAX_FAULTY_HOURS }),
    decoders: createLimiter(DECODERS),
    previews: settings.previews,
    index: settings.index,
    maxPixels: settings.maxFramePixels,
    watch: settings.watch,
    timeouts: kind === "hooks" ? HOOK_TIMEOUTS : DELIVERY_TIMEOUTS,
    isRetrying: kind === "delivery",
  };
}
