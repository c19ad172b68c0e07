import { availableParallelism } from "node:os";
import { lookAt } from "#lib/image/look.ts";
import { encodePreview, scaleDown } from "#lib/image/preview.ts";
import { createLimiter } from "#lib/limiter.ts";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import { examine } from "#lib/receiver/examine.ts";
import type { Store } from "#lib/store/store.ts";

/** The outcome of a picture. After "conflict" the bucket has another picture of the same frame. */
export type Outcome = "imported" | "present" | "conflict" | "damaged";

/** A call may be tried three times. */
const DEADLINE_MS = 120_000;
/** The limit of libvips: the pictures of a source are trusted. */
const MAX_PIXELS = 7680 * 4320 * 2;
/** The receiver's defaults for black pictures. */
const WATCH = { darkBelow: 0.1, blackShare: 0.98 };
const MAX_WAIT_MS = 600_000;
const decoding = createLimiter(availableParallelism());

/**
 * Stores a frame under the keys that the receiver uses. The preview comes first, so that an interrupted run continues at
 * the first frame without an original. Frames may come in any order, so frozen pictures are not detected.
 *
 * @param source the source of its feed, "" for none, null when unknown
 * @throws StoreError
 */
export async function importFrame(
  id: FrameId,
  source: string | null,
  jpeg: Uint8Array,
  store: Store,
): Promise<Outcome> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const size = examine(jpeg, MAX_PIXELS);
  if ("rejected" in size) return "damaged";
  const picture = await decoding.run(async () => {
    const scaled = await scaleDown(jpeg, MAX_PIXELS);
    return scaled && { scaled, webp: await encodePreview(scaled) };
  }, MAX_WAIT_MS);
  if (picture === null) return "damaged";
  if (picture === "busy") throw new Error("a picture waited ten minutes to be decoded");
  const { dark } = lookAt(picture.scaled, WATCH.darkBelow);
  const faults: Frame["faults"] = [
    ...(dark >= WATCH.blackShare ? (["black"] as const) : []),
    ...(picture.scaled.isDamaged ? (["damaged"] as const) : []),
  ];
  const frame: Frame = { ...id, ...size, faults, isBare: false, source };
  await store.putPreview(frame, picture.webp, signal);
  const { result } = await store.putOriginal(frame, jpeg, null, signal);
  if (result === "other") return "conflict";
  for (const fault of faults) await store.putFault({ stream: id.stream, hour: id.time, fault }, signal);
  return result === "stored" ? "imported" : "present";
}
