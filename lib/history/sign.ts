import type { Frame } from "#lib/model/frame.ts";
import type { HistoryFrame, HistoryPage } from "#lib/model/history.ts";
import type { SignedUrl, Store } from "#lib/store/store.ts";
import type { Moment } from "./moment.ts";

export type Signs = Pick<Store, "pictureUrl" | "downloadUrl" | "now">;

/** Makes presigned URLs, and notes when the first of them stops working. Its methods throw StoreError. */
export function createSigner({ pictureUrl, downloadUrl, now }: Signs) {
  let firstEnd = Infinity;

  function note({ url, expires }: SignedUrl): string {
    firstEnd = Math.min(firstEnd, expires);
    return url;
  }

  return {
    /** The URL of a frame's preview; of a bare frame, of its original. */
    signPreview: async (frame: Frame) =>
      note(await pictureUrl({ frame, kind: frame.isBare ? "original" : "preview" }, now())),
    signOriginal: async (frame: Frame) => note(await pictureUrl({ frame, kind: "original" }, now())),
    signDownload: async (frame: Frame) => note(await downloadUrl(frame, now())),
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
  const sign = async (frame: Frame, withOriginal: boolean): Promise<HistoryFrame> => {
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
