import { availableParallelism } from "node:os";
import { BoundedMap } from "#lib/bounded-map.ts";
import type { Log } from "#lib/http/log.ts";
import { createLimiter, type Limiter } from "#lib/limiter.ts";
import type { ReceiverSettings, WatchSettings } from "#lib/settings/settings.ts";
import type { Store } from "#lib/store/store.ts";
import { createFeedMemory, type FeedMemory } from "./feed-memory.ts";
import { createLookupBudget, type LookupBudget } from "./lookup-budget.ts";

/**
 * Pictures are worked on in the threads of libuv, which has four and which name lookups and the spool need as well.
 */
const DECODES_AT_ONCE = Math.min(3, availableParallelism());
const MAX_FAULTY_HOURS = 20_000;

/** How long a frame's lesser steps may take, in ms: all together before the original, and each one after it. */
export type Patience = { readonly before: number; readonly after: number };

/** A lookup or a preview that hangs must leave time for the original. A note may outlast the answer. */
const OF_A_HOOK: Patience = { before: 1_500, after: 4_000 };
const OF_DELIVERY: Patience = { before: 7_000, after: 15_000 };

/** What it takes to store frames and events, and what this process remembers of them. */
export type FrameWriter = {
  readonly store: Store;
  readonly log: Log;
  readonly feeds: FeedMemory;
  readonly budget: LookupBudget;
  /** The faulty hours that this process has put, by stream, hour and fault. */
  readonly faultyHours: BoundedMap<true>;
  readonly images: Limiter;
  readonly previews: boolean;
  readonly index: boolean;
  readonly maxPixels: number;
  readonly watch: WatchSettings;
  readonly patience: Patience;
  /** Whether a frame that is in the bucket already may be there by an earlier try of the same hook. */
  readonly isRetrying: boolean;
};

/** @param kind "delivery" for hooks from the spool, for whose answer nobody waits */
export function createFrameWriter(
  store: Store,
  log: Log,
  settings: Pick<ReceiverSettings, "previews" | "index" | "maxFramePixels" | "watch">,
  kind: "hooks" | "delivery",
): FrameWriter {
  return {
    store,
    log,
    feeds: createFeedMemory(),
    budget: createLookupBudget(),
    faultyHours: new BoundedMap(MAX_FAULTY_HOURS),
    images: createLimiter(DECODES_AT_ONCE),
    previews: settings.previews,
    index: settings.index,
    maxPixels: settings.maxFramePixels,
    watch: settings.watch,
    patience: kind === "hooks" ? OF_A_HOOK : OF_DELIVERY,
    isRetrying: kind === "delivery",
  };
}
