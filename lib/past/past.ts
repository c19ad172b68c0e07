import type { FramesAround } from "#lib/history/pages.ts";
import { shownAt, type TimedFrame } from "#lib/history/shown.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { Picture, Store } from "#lib/store/store.ts";
import type { PastQuery } from "./query.ts";
import type { Past, PastFrame } from "./wire.ts";

export type PastParts = {
  readonly framesAround: FramesAround;
  readonly store: Pick<Store, "pictureUrl">;
  readonly kind: Picture["kind"];
  /** ms since 1970 */
  readonly now: () => number;
};

/**
 * What streams showed at some moments: of each stream, the frames that answer it. Streams whose history could not be
 * read are left out.
 *
 * @returns them, and when the first of their URLs stops working, ms since 1970
 * @param isKnown of all other streams, there is nothing to tell, and the store is not asked
 */
export async function readPast(
  { streams, moments }: PastQuery,
  isKnown: (stream: Stream) => boolean,
  { framesAround, store, kind, now }: PastParts,
): Promise<{ readonly past: Past; readonly firstEnd: number }> {
  let firstEnd = Infinity;

  async function framesOf(stream: Stream): Promise<readonly PastFrame[]> {
    const wanted = new Set<TimedFrame>();
    for (const moment of moments) {
      for (const frame of shownAt(await framesAround(stream, moment), moment)) wanted.add(frame);
    }
    const newestFirst = [...wanted].sort((a, b) => b.time - a.time);
    return Promise.all(
      newestFirst.map(async ({ feed, time }) => {
        const { url, expires } = await store.pictureUrl({ frame: { stream, feed, time }, kind }, now());
        firstEnd = Math.min(firstEnd, expires);
        return { feed, time, picture: url };
      }),
    );
  }

  const answers = await Promise.allSettled(
    streams.map(async (stream) => (isKnown(stream) ? framesOf(stream) : [])),
  );
  const read = answers.flatMap((answer, place) => {
    const stream = streams[place];
    return answer.status === "fulfilled" && stream !== undefined
      ? [[streamId(stream), answer.value] as const]
      : [];
  });
  return { past: { frames: Object.fromEntries(read) }, firstEnd };
}
