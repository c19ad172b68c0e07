import type { Frame, FrameId } from "#lib/model/frame.ts";
import type { Log } from "#lib/http/log.ts";
import { decodeStillness, merge, type Stillness } from "#lib/image/stillness.ts";
import type { WatchSettings } from "#lib/settings/settings.ts";
import type { Store } from "#lib/store/store.ts";
import type { FeedMemory } from "./feed-memory.ts";
import type { LookupBudget } from "./lookup-budget.ts";
import { warn } from "./warn.ts";
import { within } from "./within.ts";

const DEADLINE_MS = 1_000;
/** The event that tells a feed's source may come after its first frame, and to another process. */
const ASK_AGAIN_MS = 60_000;
/** Of a stream with several sources, enough that each feed's newest frame is among them. */
const FRAMES = 100;

export type Lookup = {
  readonly store: Store;
  readonly feeds: FeedMemory;
  readonly budget: LookupBudget;
  readonly log: Log;
  readonly watch: WatchSettings;
};

/**
 * Asks the bucket about a feed that this process does not know: its source and, for frozen detection, the look of its
 * newest original. It never throws. A feed that cannot be looked up now is looked up for a later frame; one of which
 * the bucket knows no source is asked for once more.
 */
export async function lookUp(
  frame: FrameId,
  wantsLook: boolean,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<void> {
  const { store, feeds, budget, log, watch } = lookup;
  const known = feeds.find(frame);
  budget.earn();
  const isFirst = !known.isLookedUp;
  const isDue = frame.time >= known.nextLookup && (isFirst || known.source === null);
  if (!isDue || !budget.spend()) return;
  const deadline = within(DEADLINE_MS, signal);
  const before = known.view?.stillness.since ?? frame.time;
  try {
    const [source, look] = await Promise.all([
      known.source ?? store.findSource(frame.stream, frame.feed, deadline),
      wantsLook && isFirst ? recallLook(frame, before, store, deadline) : null,
    ]);
    feeds.learnSource(frame, source);
    // Another frame of this feed may have been judged meanwhile.
    const { view, source: found } = feeds.find(frame);
    const nextLookup = isFirst && found === null ? frame.time + ASK_AGAIN_MS : Infinity;
    feeds.update(frame, { isLookedUp: true, nextLookup });
    if (!isFirst) return;
    const stillness = merge(view?.stillness ?? null, look, watch.stillWithin);
    const isFrozen = view?.isFrozen ?? false;
    feeds.update(frame, {
      view: stillness && { time: view?.time ?? stillness.since, stillness, isFrozen, checked: frame.time },
    });
  } catch (error) {
    // A slow store is not asked for each frame: that is time which its preview needs.
    feeds.update(frame, { nextLookup: frame.time + ASK_AGAIN_MS });
    warn(log, "feed-not-looked-up", frame, error);
  }
}

/** The look that the newest frame of a feed before a time has left; null for none. @throws StoreError */
export async function recallLook(
  { stream, feed }: FrameId,
  before: number,
  store: Store,
  signal: AbortSignal,
): Promise<Stillness | null> {
  const { frames } = await store.listPreviews(stream, before - 1, FRAMES, signal);
  const own = frames.filter((frame) => frame.feed === feed);
  // A frame that was stored in a hurry has no look.
  const candidates: ReadonlySet<Frame | undefined> = new Set([own[0], own.find(({ isBare }) => !isBare)]);
  for (const frame of candidates) {
    const look = frame && (await store.findLook(frame, signal));
    if (look) return decodeStillness(look);
  }
  return null;
}
