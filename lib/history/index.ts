import "server-only";
import { allows } from "#lib/access/scope.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { wallOfStream } from "#lib/gallery/index.ts";
import { describeError, log } from "#lib/http/log.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { settings } from "#lib/settings/index.ts";
import { store } from "#lib/store/index.ts";
import type { Picture, SignedUrl } from "#lib/store/store.ts";
import { findMoment, type KeptFrame } from "./moment.ts";
import { SHARED_MS, shareLists } from "./shared-lists.ts";

/** One frame of a stream's history as a page shows it. */
export type ShownFrame = {
  readonly feed: string;
  readonly time: number;
  /** Presigned: the small picture, and the original; twice the original where no small ones are made. */
  readonly preview: string;
  /** Null where it has expired, and only the small picture is kept. */
  readonly original: string | null;
};

export type HistoryPage = {
  readonly shown: ShownFrame | null;
  /** Where to save the original of what is shown, presigned. */
  readonly download: string | null;
  readonly around: readonly ShownFrame[];
  /** When the first of all these addresses ends, ms since 1970; null where there are none. */
  readonly until: number | null;
};

type Query = { readonly stream: Stream; readonly feed: string | null; readonly at: number | null };

const DEADLINE_MS = 4_000;
/** Frames may be this far ahead of our clock, as the receiver allows. */
const AHEAD_OF_CLOCK_MS = 2 * 60_000;

let lists: ReturnType<typeof shareLists> | undefined;

/** As of a stream that there is not: whoever may not see one learns nothing of it. */
export const NO_HISTORY: HistoryPage = { shown: null, download: null, around: [], until: null };

/** A moment of a stream with the addresses of its pictures; null when the store cannot be reached. */
export async function historyPage(viewer: Viewer, query: Query): Promise<HistoryPage | null> {
  if (!allows(viewer.scope, query.stream)) return NO_HISTORY;
  const now = Date.now();
  try {
    const { shown, around } = await findMoment(
      (lists ??= shareLists(store(), Date.now)),
      query,
      { latest: await latestOf(viewer, query, now), previews: settings().receiver.previews },
      AbortSignal.timeout(DEADLINE_MS),
    );
    const sign = createSigner(now);
    return {
      shown: shown === null ? null : await sign.pictures(shown),
      download: shown?.hasOriginal === true ? await sign.download(shown) : null,
      around: await Promise.all(around.map(sign.pictures)),
      until: sign.until(),
    };
  } catch (error) {
    log("history-failed", { level: "error", stream: streamId(query.stream), error: describeError(error) });
    return null;
  }
}

/**
 * Where the history begins. Of a feed that has a tile, at its newest frame: its siblings may have sent thousands since it
 * went off.
 */
async function latestOf(viewer: Viewer, { stream, feed, at }: Query, now: number): Promise<number> {
  const wall = feed !== null && at === null ? await wallOfStream(viewer, stream) : null;
  const tile = wall?.tiles.find((tile) => tile.feed === feed);
  // Else the same for all who look at about the same time.
  return tile?.time ?? Math.ceil(now / SHARED_MS) * SHARED_MS + AHEAD_OF_CLOCK_MS;
}

/** Makes the addresses of a page's pictures, and minds when the first of them ends. */
function createSigner(now: number) {
  let first = Infinity;
  const noted = ({ url, expires }: SignedUrl) => {
    first = Math.min(first, expires);
    return url;
  };
  const picture = async (frame: KeptFrame, kind: Picture["kind"]) =>
    noted(await store().pictureUrl({ frame, kind }, now));
  return {
    pictures: async (frame: KeptFrame): Promise<ShownFrame> => {
      const { feed, time, hasOriginal } = frame;
      const [preview, original] = await Promise.all([
        picture(frame, settings().receiver.previews ? "preview" : "frame"),
        hasOriginal ? picture(frame, "frame") : null,
      ]);
      return { feed, time, preview, original };
    },
    download: async (frame: KeptFrame) => noted(await store().downloadUrl(frame, now)),
    until: () => (first === Infinity ? null : first),
  };
}
