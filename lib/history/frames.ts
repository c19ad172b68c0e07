import type { StoredFrame } from "#lib/model/feed.ts";
import type { Past, PastFrame } from "#lib/model/past.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";
import { entriesOf, type MomentSlices } from "./at-moments.ts";
import { countedFrames } from "./counted.ts";
import type { Pages } from "./pages.ts";
import { shownAt } from "./shown.ts";

/** Frames with pictures, and when the first of their URLs stops working, ms since 1970. */
export type SignedPast = { readonly past: Past; readonly firstEnd: number };

type Signs = Pick<Store, "pictureUrl" | "now">;

/** What streams showed at some moments, by the log. */
export async function framesOfLog(
  read: MomentSlices,
  streams: readonly Stream[],
  moments: readonly number[],
  store: Signs,
): Promise<SignedPast> {
  const frames = streams.map((stream) => {
    const entries = entriesOf(read, streamId(stream));
    const newestFirst = countedFrames(
      entries.flatMap((entry) =>
        entry.kind === "frame" ? [{ ...entry.frame, storedAt: entry.storedAt }] : [],
      ),
    );
    return [stream, shownAtAny(moments.map((moment) => shownAt(newestFirst, moment)))] as const;
  });
  return sign(frames, read.isWhole, store);
}

/** What a stream showed at some moments, by its history. @throws BudgetError, StoreError */
export async function framesOfHistory(
  { pageAt }: Pick<Pages, "pageAt">,
  stream: Stream,
  moments: readonly number[],
  client: string | null,
  store: Signs,
): Promise<SignedPast> {
  const shown: StoredFrame[][] = [];
  // From the last: each page tells what was shown before its end.
  for (const moment of moments.toReversed()) {
    shown.push(shownAt((await pageAt(stream, moment, client)).newestFirst, moment));
  }
  return sign([[stream, shownAtAny(shown)]], true, store);
}

/** Each frame once, newest first. The same frame may come from two pages. */
function shownAtAny(shown: readonly (readonly StoredFrame[])[]): StoredFrame[] {
  const wanted = new Map(shown.flat().map((frame) => [`${frame.time} ${frame.feed}`, frame]));
  return [...wanted.values()].sort((a, b) => b.time - a.time);
}

async function sign(
  frames: readonly (readonly [Stream, readonly StoredFrame[]])[],
  isWhole: boolean,
  { pictureUrl, now }: Signs,
): Promise<SignedPast> {
  let firstEnd = Infinity;
  const signed = frames.map(async ([stream, newestFirst]) => {
    const pictures = newestFirst.map(async (frame): Promise<PastFrame> => {
      const kind = frame.isBare ? "original" : "preview";
      const { url, expires } = await pictureUrl({ frame, kind }, now());
      firstEnd = Math.min(firstEnd, expires);
      const { feed, time, source, faults } = frame;
      return { feed, time, source, faults, picture: url };
    });
    return [streamId(stream), await Promise.all(pictures)] as const;
  });
  const past = { frames: Object.fromEntries(await Promise.all(signed)), isWhole };
  return { past, firstEnd };
}
