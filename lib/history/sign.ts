import type { StoredFrame } from "#lib/model/feed.ts";
import type { HistoryFrame, HistoryPage } from "#lib/model/history.ts";
import type { SignedUrl, Store } from "#lib/store/store.ts";
import { toStored } from "./counted.ts";
import type { Moment } from "./moment.ts";

export type Signs = Pick<Store, "pictureUrl" | "downloadUrl" | "now">;

/** Makes presigned URLs, and notes when the first of them stops working. Its methods throw StoreError. */
export function createSigner({ pictureUrl, downloadUrl, now }: Signs) {
  let firstEnd = Infinity;

  function note({ url, expires }: SignedUrl): string {
    firstEnd = Math.min(firstEnd, expires);
    return url;
  }

  const sign = async (frame: StoredFrame, kind: "original" | "preview") =>
    note(await pictureUrl({ frame: toStored(frame), kind }, now()));

  return {
    /** The URL of a frame's preview; of a bare frame, of its original. */
    signPreview: (frame: StoredFrame) => sign(frame, frame.isBare ? "original" : "preview"),
    signOriginal: (frame: StoredFrame) => sign(frame, "original"),
    signDownload: async (frame: StoredFrame) => note(await downloadUrl(toStored(frame), now())),
    /** ms since 1970; Infinity without URLs. */
    firstEnd: () => firstEnd,
  };
}

/** Signs the pictures of a moment. @throws StoreError */
export async function signMoment(
  { shown, around }: Moment,
  hasOriginal: boolean,
  store: Signs,
): Promise<HistoryPage> {
  const { signPreview, signOriginal, signDownload, firstEnd } = createSigner(store);
  const sign = async (frame: StoredFrame, withOriginal: boolean): Promise<HistoryFrame> => {
    const { feed, time, source, faults, width, height } = frame;
    const [preview, original] = await Promise.all([
      signPreview(frame),
      withOriginal ? signOriginal(frame) : null,
    ]);
    return { feed, time, source, faults, width, height, preview, original };
  };
  return {
    shown: shown && (await sign(shown, hasOriginal)),
    download: shown !== null && hasOriginal ? await signDownload(shown) : null,
    around: await Promise.all(around.map((frame) => sign(frame, false))),
    until: firstEnd() === Infinity ? null : firstEnd(),
  };
}
