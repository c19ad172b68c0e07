import type { Frame } from "#lib/model/frame.ts";
import type { SignedUrl, Store } from "#lib/store/store.ts";

/** Makes presigned URLs, and notes when the first of them stops working. Its methods throw StoreError. */
export function createSigner({
  pictureUrl,
  downloadUrl,
  now,
}: Pick<Store, "pictureUrl" | "downloadUrl" | "now">) {
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
