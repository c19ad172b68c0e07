import { toShape } from "#lib/gallery/tiles.ts";
import type { StoredEntry, StoredFrame } from "#lib/model/feed.ts";
import { shownAt, type TimedFrame } from "#lib/model/history.ts";
import { LOST_MS } from "#lib/model/section.ts";
import type { Past, PastFrame } from "#lib/model/past.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { MomentSlices } from "./at-moments.ts";
import { selectCounted, selectFrozen, toNewestFirst } from "./counted.ts";
import type { LimitedStore } from "./limited-store.ts";
import type { Pages } from "./pages.ts";
import { createSigner, type Signs } from "./sign.ts";
import type { Slice } from "./slices.ts";

/** Frames with pictures, and when the first of their URLs stops working, ms since 1970. */
export type SignedPast = { readonly past: Past; readonly firstEnd: number };

/** The time from which on large pictures may show originals, ms since 1970; Infinity for never. */
type OriginalsFrom = number;

/** The frames that streams showed at some moments, by the log. */
export async function framesOfLog(
  read: MomentSlices,
  streams: readonly Stream[],
  moments: readonly number[],
  store: Signs,
  originalsFrom: OriginalsFrom,
): Promise<SignedPast> {
  const slices = read.slices.toSorted((a, b) => a.number - b.number);
  const frames = streams.map((stream) => {
    const entries = slices.flatMap(({ byStream }) => byStream.get(streamId(stream)) ?? []);
    const newestFirst = selectCounted(entries.flatMap(toFrames));
    return [
      stream,
      toNewestFirst(moments.flatMap((moment) => shownAt(newestFirst, moment, LOST_MS))),
    ] as const;
  });
  return sign(frames, read.isWhole, store, originalsFrom);
}

/** The frame of a feed with exactly this time, by the log; null if the log has none. */
export function findInLog(
  { byStream }: Pick<Slice, "byStream">,
  stream: Stream,
  { feed, time }: TimedFrame,
): StoredFrame | null {
  const frames = selectCounted((byStream.get(streamId(stream)) ?? []).flatMap(toFrames));
  return frames.find((frame) => frame.feed === feed && frame.time === time) ?? null;
}

/**
 * The frames that a stream showed at some moments, by its history.
 *
 * @param frozenAfterMs as `findFrozen` has it
 * @throws BudgetError, StoreError
 */
export async function framesOfHistory(
  { pageAt }: Pick<Pages, "pageAt">,
  stream: Stream,
  moments: readonly number[],
  limited: LimitedStore,
  store: Signs,
  originalsFrom: OriginalsFrom,
  frozenAfterMs = 0,
): Promise<SignedPast> {
  const shown: StoredFrame[] = [];
  let listed: readonly StoredFrame[] = [];
  let marked = listed;
  // From the last: each page tells what was shown before its end.
  for (const moment of moments.toReversed()) {
    const { newestFirst } = await pageAt(stream, moment, limited);
    if (newestFirst !== listed) marked = selectFrozen(newestFirst, frozenAfterMs);
    listed = newestFirst;
    shown.push(...shownAt(marked, moment));
  }
  return sign([[stream, toNewestFirst(shown)]], true, store, originalsFrom);
}

function toFrames(entry: StoredEntry): StoredFrame[] {
  return entry.kind === "frame" ? [{ ...entry.frame, storedAt: entry.storedAt }] : [];
}

async function sign(
  frames: readonly (readonly [Stream, readonly StoredFrame[]])[],
  isWhole: boolean,
  store: Signs,
  originalsFrom: OriginalsFrom,
): Promise<SignedPast> {
  const signer = createSigner(store);
  const signed = frames.map(async ([stream, newestFirst]) => {
    const pictures = newestFirst.map(async (frame): Promise<PastFrame> => {
      const { feed, time, source, faults } = frame;
      const shape = toShape(frame, { originals: time >= originalsFrom });
      return { feed, time, source, faults, picture: await signer.signPreview(frame), ...shape };
    });
    return [streamId(stream), await Promise.all(pictures)] as const;
  });
  const past = { frames: Object.fromEntries(await Promise.all(signed)), isWhole };
  return { past, firstEnd: signer.firstEnd() };
}
