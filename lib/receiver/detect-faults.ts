import { lookAt } from "#lib/image/look.ts";
import type { Scaled } from "#lib/image/preview.ts";
import { encodeStillness, withFrame, type Stillness } from "#lib/image/stillness.ts";
import { FAULTS, type FrameId } from "#lib/model/frame.ts";
import type { Findings } from "#lib/spool/entry.ts";
import type { View } from "./feed-memory.ts";
import type { FrameWriter } from "./frame-writer.ts";
import { findLook } from "./lookup.ts";

/** One and a half of the provider's 30 s. After a longer gap, another receiver may have had a frame. */
const GAP_MS = 45_000;
/** How often the bucket is asked about a feed that stays frozen. */
const RECHECK_MS = 5 * 60_000;
const TIMEOUT_MS = 500;

/**
 * Finds the faults of a picture, by what this process knows about its feed. It asks the bucket only before it calls a feed
 * frozen of which other receivers may have had frames.
 */
export async function detectFaults(
  frame: FrameId,
  scaled: Scaled,
  writer: Pick<FrameWriter, "store" | "feeds" | "lookups" | "warn" | "watch">,
  signal: AbortSignal,
): Promise<Omit<Findings, "source">> {
  const { watch, feeds, lookups } = writer;
  const { frozenAfterMs } = watch;
  const { dark, fingerprint } = lookAt(scaled, watch.darkBelow);
  const has = { black: dark >= watch.blackShare, frozen: false, damaged: scaled.isDamaged };
  const listFaults = () => FAULTS.filter((fault) => has[fault]);
  if (frozenAfterMs === null) return { faults: listFaults(), look: null };

  const { view } = feeds.find(frame);
  const continueFrom = (before: Stillness | null) =>
    withFrame(before, fingerprint, frame.time, watch.stillWithin);
  const isFrozenSince = ({ since }: Stillness) => frame.time - since >= frozenAfterMs;
  let stillness = continueFrom(view?.stillness ?? null);
  let checked = view?.checked ?? frame.time;
  if (view !== null && isFrozenSince(stillness) && mayHaveMoved(view, frame.time) && lookups.allow()) {
    checked = frame.time;
    stillness = continueFrom((await findOtherLook(frame, writer, signal)) ?? view.stillness);
  }
  const isFrozen = isFrozenSince(stillness);
  if (frame.time > (feeds.find(frame).view?.time ?? -Infinity)) {
    feeds.update(frame, { view: { time: frame.time, stillness, isFrozen, checked } });
  }
  // In a black picture, nothing could move.
  has.frozen = isFrozen && !has.black;
  return { faults: listFaults(), look: encodeStillness(stillness) };
}

/** Other receivers may have seen this feed move since its last frame here. */
function mayHaveMoved({ time, isFrozen, checked }: View, now: number): boolean {
  if (now - time <= GAP_MS || checked === now) return false;
  return !isFrozen || now - checked > RECHECK_MS;
}

async function findOtherLook(
  frame: FrameId,
  { store, warn }: Pick<FrameWriter, "store" | "warn">,
  signal: AbortSignal,
): Promise<Stillness | null> {
  try {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    return await findLook(frame, frame.time, store, deadline);
  } catch (error) {
    warn("feed-not-looked-up", frame, error);
    return null;
  }
}
