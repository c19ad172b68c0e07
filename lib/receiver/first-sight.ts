import type { Frame, FrameId } from "#lib/model/frame.ts";
import type { Log } from "#lib/http/log.ts";
import { decodeStillness, merge, type Stillness } from "#lib/picture/stillness.ts";
import type { Store } from "#lib/store/store.ts";
import type { FeedMemory } from "./feed-memory.ts";
import type { LookupBudget } from "./lookup-budget.ts";
import { warn } from "./warn.ts";
import { within } from "./within.ts";

const DEADLINE_MS = 1_000;
/** Of a stream with several sources, enough that each feed's newest frame is among them. */
const FRAMES = 100;

export type Lookup = {
  readonly store: Store;
  readonly feeds: FeedMemory;
  readonly budget: LookupBudget;
  readonly log: Log;
  /** By how much of 255 the brightness of a part of a picture may change that counts as unchanged. */
  readonly stillWithin: number;
};

/**
 * Asks the bucket about a feed that this process does not know: its source and, for frozen detection, the look of its
 * newest original. It never throws. A feed that cannot be looked up now is looked up for a later frame.
 */
export async function lookUp(
  frame: FrameId,
  wantsLook: boolean,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<void> {
  const { store, feeds, budget, log, stillWithin } = lookup;
  const known = feeds.find(frame);
  budget.earn();
  if (known.isLookedUp || !budget.spend()) return;
  const deadline = within(DEADLINE_MS, signal);
  const before = known.view?.stillness.since ?? frame.time;
  try {
    const [source, look] = await Promise.all([
      known.source ?? store.findSource(frame.stream, frame.feed, deadline),
      wantsLook ? recallLook(frame, before, store, deadline) : null,
    ]);
    feeds.learnSource(frame, source);
    // Another frame of this feed may have been judged meanwhile.
    const { view } = feeds.find(frame);
    const stillness = merge(view?.stillness ?? null, look, stillWithin);
    const isFrozen = view?.isFrozen ?? false;
    feeds.update(frame, {
      isLookedUp: true,
      view: stillness && { time: view?.time ?? stillness.since, stillness, isFrozen, checked: frame.time },
    });
  } catch (error) {
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
