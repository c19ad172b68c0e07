import type { Stream } from "#lib/provider/stream.ts";
import type { FrameId } from "#lib/store/keys.ts";
import type { Store } from "#lib/store/store.ts";

/** What a stream showed at a moment, and the frames around it. */
export type Moment = {
  /** The newest frame that is not after the moment; null when there is none. */
  readonly shown: FrameId | null;
  /** Frames around it, itself included, oldest first. */
  readonly around: readonly FrameId[];
};

/** How far ahead of the moment the frames around it begin: 20 at the provider's pace. */
const AHEAD_MS = 10 * 60_000;
const AHEAD = 10;
const BEHIND = 20;
/** One LIST's worth: the frames of a stream's other feeds are among them. */
const PAGE = 1_000;

/**
 * Finds a moment in a stream's history, however long, with two LISTs at most.
 *
 * @param feed leaves out the frames of the stream's other feeds; null for all
 * @param at ms since 1970; null for the newest frame, which takes one LIST
 * @throws StoreError when the store cannot be reached or refuses
 */
export async function findMoment(
  store: Pick<Store, "listFrames">,
  { stream, feed, at }: { stream: Stream; feed: string | null; at: number | null },
  latest: number,
  signal: AbortSignal,
): Promise<Moment> {
  const list = async (from: number) =>
    (await store.listFrames(stream, from, PAGE, signal)).filter(
      (frame) => feed === null || frame.feed === feed,
    );
  const [older, ahead] = await Promise.all([
    list(at ?? latest),
    at === null ? [] : list(Math.min(at + AHEAD_MS, latest)),
  ]);
  const newer = ahead.filter(({ time }) => at !== null && time > at).slice(-AHEAD);
  return {
    shown: older[0] ?? null,
    around: [...newer, ...older.slice(0, BEHIND)].reverse(),
  };
}
