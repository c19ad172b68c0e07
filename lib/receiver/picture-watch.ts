import { lookAt } from "#lib/picture/look.ts";
import type { Scaled } from "#lib/picture/preview.ts";
import { decodeStillness, encodeStillness, withFrame, type Stillness } from "#lib/picture/stillness.ts";
import { streamId } from "#lib/model/stream.ts";
import type { WatchSettings } from "#lib/settings/settings.ts";
import type { FrameFact, FrameId } from "#lib/store/keys.ts";
import type { Store } from "#lib/store/store.ts";
import { BoundedMap } from "#lib/bounded-map.ts";

/** What is wrong with a picture. */
export type Fault = "black" | "frozen";

export type Verdict = {
  readonly faults: readonly Fault[];
  /** What the next receiver of this feed must know to tell whether it is frozen; kept beside the fact. */
  readonly remark: string | null;
};

/**
 * Watches what the pictures of feeds show. A feed that this process does not know yet, or of which others may have taken
 * frames meanwhile, is looked up in the store, where whoever took its last frame left a remark. Throws StoreError when the store cannot be asked.
 */
export type PictureWatch = {
  readonly judge: (frame: FrameId, scaled: Scaled, signal: AbortSignal) => Promise<Verdict>;
  /** Of a frame that nobody judges: what is known here stays so, unless others may know better by now. */
  readonly pass: (frame: FrameId) => Verdict;
};

type Known = { readonly time: number; readonly stillness: Stillness };

/** As many as the fact memory holds; each takes about 300 bytes. */
const MAX_FEEDS = 50_000;
/** One and a half of the provider's 30 s: where a frame comes later than that, another receiver may have had one. */
const MISSED_MS = 45_000;

export function createPictureWatch(store: Store, settings: WatchSettings): PictureWatch {
  const memory = new BoundedMap<Known>(MAX_FEEDS);

  async function recall({ stream, feed, time }: FrameId, signal: AbortSignal): Promise<Stillness | null> {
    const facts = await store.listFacts(stream, signal);
    const newest = facts
      .filter((stored) => stored.feed === feed && stored.fact.kind === "frame" && stored.fact.time < time)
      .reduce<{ time: number; key: string } | null>((best, { fact, key }) => {
        const frame = fact as FrameFact;
        return best === null || frame.time > best.time ? { time: frame.time, key } : best;
      }, null);
    const remark = newest === null ? null : await store.remarkOf(newest.key, signal);
    return remark === null ? null : decodeStillness(remark);
  }

  function pass({ stream, feed, time }: FrameId): Verdict {
    const path = `${streamId(stream)}\n${feed}`;
    const known = memory.get(path);
    const isNext = known !== undefined && known.time < time && time - known.time <= MISSED_MS;
    if (!isNext) return { faults: [], remark: null };
    memory.set(path, { ...known, time });
    return { faults: [], remark: encodeStillness(known.stillness) };
  }

  async function judge(frame: FrameId, scaled: Scaled, signal: AbortSignal): Promise<Verdict> {
    const { dark, fingerprint } = lookAt(scaled, settings.darkBelow);
    const isBlack = dark >= settings.blackShare;
    if (settings.frozenAfterMs === null) return { faults: isBlack ? ["black"] : [], remark: null };
    const feed = `${streamId(frame.stream)}\n${frame.feed}`;
    const known = memory.get(feed);
    const isLate = known !== undefined && known.time >= frame.time;
    const after = (before: Stillness | null) =>
      withFrame(before, fingerprint, frame.time, settings.stillWithin);
    const own = known === undefined ? null : after(known.stillness);
    // A picture that differs from the last one that is known has moved, whatever others saw between.
    const isSure = known !== undefined && (own?.since === frame.time || frame.time - known.time <= MISSED_MS);
    const recalled = isSure ? null : await recall(frame, signal);
    // A frame without a remark was judged by nobody, and what is known here still holds.
    const stillness = recalled === null && own !== null ? own : after(recalled);
    if (!isLate) memory.set(feed, { time: frame.time, stillness });
    const isFrozen = frame.time - stillness.since >= settings.frozenAfterMs;
    // A picture without light has nothing that could move.
    return { faults: isBlack ? ["black"] : isFrozen ? ["frozen"] : [], remark: encodeStillness(stillness) };
  }

  return { judge, pass };
}
