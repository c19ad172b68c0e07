import { decodeStillness, merge, type Stillness } from "#lib/image/stillness.ts";
import type { FrameId } from "#lib/model/frame.ts";
import type { Store } from "#lib/store/store.ts";
import type { FrameWriter } from "./frame-writer.ts";

const TIMEOUT_MS = 1_000;
/** The event with a feed's source may come after its first frame, and to another process. */
const RETRY_MS = 60_000;
/** Enough that the newest frame of each feed of a stream is among them. */
const FRAMES = 100;

/**
 * Asks the bucket about a feed that this process does not know: its source and, for frozen detection, the look of its
 * newest original. It never throws. After a failure, and once when the source is unknown, a later frame asks again.
 */
export async function lookUp(
  frame: FrameId,
  wantsLook: boolean,
  { store, feeds, lookups, warn, watch }: Pick<FrameWriter, "store" | "feeds" | "lookups" | "warn" | "watch">,
  signal: AbortSignal,
): Promise<void> {
  const known = feeds.find(frame);
  lookups.count();
  const isFirst = !known.isLookedUp;
  const isDue = frame.time >= known.nextLookup && (isFirst || known.source === null);
  if (!isDue || !lookups.allow()) return;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const before = known.view?.stillness.since ?? frame.time;
  try {
    const [source, look] = await Promise.all([
      known.source ?? store.findSource(frame.stream, frame.feed, deadline),
      wantsLook && isFirst ? findLook(frame, before, store, deadline) : null,
    ]);
    feeds.learnSource(frame, source);
    // Another frame of this feed may have been handled in the meantime.
    const { view, source: found } = feeds.find(frame);
    const nextLookup = isFirst && found === null ? frame.time + RETRY_MS : Infinity;
    feeds.update(frame, { isLookedUp: true, nextLookup });
    if (!isFirst) return;
    const stillness = merge(view?.stillness ?? null, look, watch.stillWithin);
    const isFrozen = view?.isFrozen ?? false;
    feeds.update(frame, {
      view: stillness && { time: view?.time ?? stillness.since, stillness, isFrozen, checked: frame.time },
    });
  } catch (error) {
    // Asking a slow store for each frame would take the time of its preview.
    feeds.update(frame, { nextLookup: frame.time + RETRY_MS });
    warn("feed-not-looked-up", frame, error);
  }
}

/** Finds the look of the newest frame of a feed before a time; null for none. @throws StoreError */
export async function findLook(
  { stream, feed }: FrameId,
  before: number,
  store: Store,
  signal: AbortSignal,
): Promise<Stillness | null> {
  const { frames } = await store.listPreviews(stream, before - 1, FRAMES, signal);
  const own = frames.filter((frame) => frame.feed === feed);
  // A bare frame may have no look.
  for (const frame of new Set([own[0], own.find(({ isBare }) => !isBare)])) {
    const look = frame && (await store.findLook(frame, signal));
    if (look) return decodeStillness(look);
  }
  return null;
}
