import type { Stream } from "#lib/model/stream.ts";
import type { FrameId } from "#lib/store/keys.ts";
import type { Picture, Store } from "#lib/store/store.ts";

/** A frame of which a picture is kept: the original or, where that has expired, only the small one. */
export type KeptFrame = FrameId & { readonly hasOriginal: boolean };

/** What a stream showed at a moment, and the frames around it. */
export type Moment = {
  /** The newest frame that is not after the moment; null when there is none. */
  readonly shown: KeptFrame | null;
  /** Frames around it, itself included, oldest first. */
  readonly around: readonly KeptFrame[];
};

type Query = { readonly stream: Stream; readonly feed: string | null; readonly at: number | null };

/** Where to look, and as what a picture may be left. */
type Places = {
  /** Where the history begins, ms since 1970. */
  readonly latest: number;
  /** Whether small pictures are made. */
  readonly previews: boolean;
};

/** How far ahead of the moment the frames around it begin: 20 at the provider's pace. */
const AHEAD_MS = 10 * 60_000;
const AHEAD = 10;
const BEHIND = 20;
/** One LIST's worth: the frames of a stream's other feeds are among them. */
const PAGE = 1_000;
/** No store lets anything expire sooner. */
const SOONEST_EXPIRY_MS = 24 * 3_600_000;

/**
 * Finds a moment in a stream's history, however long, with two LISTs at most. Where the originals come to an end, they
 * may have expired before the small pictures have: those are listed then, which is one LIST more, or two
 * where so much was sent in ten minutes that one does not reach back to the moment.
 *
 * @param query its feed leaves out the frames of the stream's other feeds, null for all; its moment is in ms since 1970,
 *   null for the newest frame, which takes one LIST
 * @throws StoreError when the store cannot be reached or refuses
 */
export async function findMoment(
  store: Pick<Store, "listPictures">,
  { stream, feed, at }: Query,
  { latest, previews }: Places,
  signal: AbortSignal,
): Promise<Moment> {
  const moment = at ?? latest;
  const start = at === null ? latest : Math.min(at + AHEAD_MS, latest);
  const list = async (kind: Picture["kind"], from: number) => {
    const { frames, isEnd } = await store.listPictures({ stream, kind }, from, PAGE, signal);
    const hasOriginal = kind === "frame";
    const ours = frames.filter((frame) => feed === null || frame.feed === feed);
    return { frames: ours.map((frame) => ({ ...frame, hasOriginal })), isEnd };
  };
  const [older, ahead] = await Promise.all([
    list("frame", moment),
    at === null ? { frames: [] } : list("frame", start),
  ]);
  const newer = ahead.frames.filter(({ time }) => time > moment);
  const originals = [...newer, ...older.frames];
  const oldest = older.frames.at(-1)?.time ?? -Infinity;
  const mayHaveExpired = older.isEnd && older.frames.length < BEHIND && oldest < latest - SOONEST_EXPIRY_MS;
  const all = previews && mayHaveExpired ? joined(originals, await smallOnes()) : originals;
  const place = all.findIndex(({ time }) => time <= moment);
  const end = place === -1 ? all.length : place;
  return { shown: all[end] ?? null, around: all.slice(Math.max(0, end - AHEAD), end + BEHIND).reverse() };

  async function smallOnes(): Promise<KeptFrame[]> {
    const { frames, isEnd } = await list("preview", start);
    if (isEnd || frames.some(({ time }) => time <= moment)) return frames;
    // So many were sent in ten minutes that one list does not reach back to the moment.
    return [...frames, ...(await list("preview", moment)).frames];
  }
}

/**
 * The frames to step to, back and forth. They are of other times: a moment's address shows one frame, whatever else its
 * stream sent in the same millisecond.
 *
 * @param around oldest first
 */
export function stepsFrom<T extends { readonly time: number }>(around: readonly T[], shown: T | null) {
  const time = shown?.time ?? -Infinity;
  return {
    earlier: around.findLast((frame) => frame.time < time),
    later: around.find((frame) => frame.time > time),
  };
}

/** Newest first. Of a frame of which both are kept, the original counts. */
function joined(originals: readonly KeptFrame[], smallOnes: readonly KeptFrame[]): KeptFrame[] {
  const byName = new Map([...smallOnes, ...originals].map((frame) => [`${frame.time} ${frame.feed}`, frame]));
  return [...byName.values()].sort((a, b) => b.time - a.time);
}
