import type { Fault } from "#lib/model/frame.ts";
import type { StoredFrame } from "#lib/model/feed.ts";
import type { Picture, SignedUrl, Store } from "#lib/store/store.ts";
import type { Moment } from "./moment.ts";

/** One frame of a stream's history as a page shows it. */
export type ShownFrame = {
  readonly feed: string;
  readonly time: number;
  readonly source: string | null;
  readonly faults: readonly Fault[];
  /** Presigned; of a bare frame, the original. */
  readonly preview: string;
  /** Presigned; null where it has expired, and for the frames around the moment. */
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

/** As of a stream that does not exist: who may not see one learns nothing of it. */
export const NO_HISTORY: HistoryPage = { shown: null, download: null, around: [], until: null };

/** Signs the pictures of a moment. @throws StoreError */
export async function signMoment(
  { shown, around }: Moment,
  hasOriginal: boolean,
  { pictureUrl, downloadUrl, now }: Pick<Store, "pictureUrl" | "downloadUrl" | "now">,
): Promise<HistoryPage> {
  let first = Infinity;
  const noted = ({ url, expires }: SignedUrl) => {
    first = Math.min(first, expires);
    return url;
  };
  const picture = async (frame: StoredFrame, kind: Picture["kind"]) =>
    noted(await pictureUrl({ frame, kind }, now()));
  const signed = async (frame: StoredFrame, hasOriginal: boolean): Promise<ShownFrame> => {
    const { feed, time, source, faults } = frame;
    const [preview, original] = await Promise.all([
      picture(frame, frame.isBare ? "original" : "preview"),
      hasOriginal ? picture(frame, "original") : null,
    ]);
    return { feed, time, source, faults, preview, original };
  };
  return {
    shown: shown === null ? null : await signed(shown, hasOriginal),
    download: shown !== null && hasOriginal ? noted(await downloadUrl(shown, now())) : null,
    around: await Promise.all(around.map((frame) => signed(frame, false))),
    until: first === Infinity ? null : first,
  };
}
