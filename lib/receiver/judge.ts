import { FAULTS, type Fault, type FrameId } from "#lib/model/frame.ts";
import { lookAt } from "#lib/image/look.ts";
import type { Scaled } from "#lib/image/preview.ts";
import { encodeStillness, withFrame, type Stillness } from "#lib/image/stillness.ts";
import type { View } from "./feed-memory.ts";
import { recallLook, type Lookup } from "./first-sight.ts";
import { warn } from "./warn.ts";
import { within } from "./within.ts";

export type Verdict = {
  readonly faults: readonly Fault[];
  /** Kept with the original, for the next receiver of this feed; null when nothing is compared. */
  readonly look: string | null;
};

/** One and a half of the provider's 30 s: where a frame comes later than that, another receiver may have had one. */
const MISSED_MS = 45_000;
/** How often the bucket is asked about a feed that stays frozen. */
const RECHECK_MS = 5 * 60_000;
const DEADLINE_MS = 500;

/**
 * Tells what is wrong with a picture, by what this process knows of its feed. It asks the bucket only before it calls a feed
 * frozen of which other receivers may have had frames meanwhile.
 */
export async function judge(
  frame: FrameId,
  scaled: Scaled,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<Verdict> {
  const { watch } = lookup;
  const { dark, fingerprint } = lookAt(scaled, watch.darkBelow);
  const isBlack = dark >= watch.blackShare;
  const { isDamaged } = scaled;
  const { frozenAfterMs } = watch;
  if (frozenAfterMs === null) return { faults: toFaults({ isBlack, isDamaged }), look: null };

  const { view } = lookup.feeds.find(frame);
  const after = (before: Stillness | null) => withFrame(before, fingerprint, frame.time, watch.stillWithin);
  const isFrozenBy = ({ since }: Stillness) => frame.time - since >= frozenAfterMs;
  let stillness = after(view?.stillness ?? null);
  let checked = view?.checked ?? frame.time;
  if (view !== null && isFrozenBy(stillness) && mayHaveMoved(view, frame.time) && lookup.budget.spend()) {
    checked = frame.time;
    stillness = after((await recall(frame, lookup, signal)) ?? view.stillness);
  }
  const isFrozen = isFrozenBy(stillness);
  if (frame.time > (lookup.feeds.find(frame).view?.time ?? -Infinity)) {
    lookup.feeds.update(frame, { view: { time: frame.time, stillness, isFrozen, checked } });
  }
  return { faults: toFaults({ isBlack, isFrozen, isDamaged }), look: encodeStillness(stillness) };
}

function toFaults({
  isBlack,
  isFrozen = false,
  isDamaged,
}: Record<"isBlack" | "isDamaged", boolean> & { isFrozen?: boolean }): Fault[] {
  // A picture without light has nothing that could move.
  const has = { black: isBlack, frozen: isFrozen && !isBlack, damaged: isDamaged };
  return FAULTS.filter((fault) => has[fault]);
}

/** Whether others may have seen this feed move since its last frame here. */
function mayHaveMoved({ time, isFrozen, checked }: View, now: number): boolean {
  if (now - time <= MISSED_MS || checked === now) return false;
  return !isFrozen || now - checked > RECHECK_MS;
}

async function recall(frame: FrameId, lookup: Lookup, signal: AbortSignal): Promise<Stillness | null> {
  try {
    return await recallLook(frame, frame.time, lookup.store, within(DEADLINE_MS, signal));
  } catch (error) {
    warn(lookup.log, "feed-not-looked-up", frame, error);
    return null;
  }
}
