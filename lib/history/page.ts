import type { StoredFrame } from "#lib/model/feed.ts";
import type { HistoryFrame, HistoryPage } from "#lib/model/history.ts";
import type { Store } from "#lib/store/store.ts";
import type { Moment } from "./moment.ts";
import { createSigner } from "./signer.ts";

/** Signs the pictures of a moment. @throws StoreError */
export async function signMoment(
  { shown, around }: Moment,
  hasOriginal: boolean,
  store: Pick<Store, "pictureUrl" | "downloadUrl" | "now">,
): Promise<HistoryPage> {
  const { signPreview, signOriginal, signDownload, firstEnd } = createSigner(store);
  const sign = async (frame: StoredFrame, withOriginal: boolean): Promise<HistoryFrame> => {
    const { feed, time, source, faults } = frame;
    const [preview, original] = await Promise.all([
      signPreview(frame),
      withOriginal ? signOriginal(frame) : null,
    ]);
    return { feed, time, source, faults, preview, original };
  };
  return {
    shown: shown && (await sign(shown, hasOriginal)),
    download: shown !== null && hasOriginal ? await signDownload(shown) : null,
    around: await Promise.all(around.map((frame) => sign(frame, false))),
    until: firstEnd() === Infinity ? null : firstEnd(),
  };
}
