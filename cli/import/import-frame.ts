import { availableParallelism } from "node:os";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import { createLimiter } from "#lib/limiter.ts";
import { lookAt } from "#lib/image/look.ts";
import { encodePreview, scaleDown, type Scaled } from "#lib/image/preview.ts";
import type { WatchSettings } from "#lib/settings/settings.ts";
import type { Store } from "#lib/store/store.ts";
import { examine } from "#lib/receiver/examine.ts";

export type ImportParts = {
  readonly store: Store;
  readonly maxPixels: number;
  readonly watch: Pick<WatchSettings, "darkBelow" | "blackShare">;
};

export type Imported = "stored" | "duplicate" | "conflict" | "not-a-jpeg" | "too-many-pixels";

const images = createLimiter(availableParallelism());
/** Nobody waits for an answer. */
const PATIENCE_MS = 600_000;

/**
 * Stores a frame of another bucket, with its preview: the same keys as a hook's, without late notes and lookups. Frozen
 * pictures are not looked for, since frames may come in any order.
 *
 * @param source the source of its feed, "" for none, null when unknown
 * @throws StoreError
 */
export async function importFrame(
  id: FrameId,
  source: string | null,
  jpeg: Uint8Array,
  { store, maxPixels, watch }: ImportParts,
  signal: AbortSignal,
): Promise<Imported> {
  const size = examine(jpeg, maxPixels);
  if ("rejected" in size) return size.rejected === "too-many-pixels" ? "too-many-pixels" : "not-a-jpeg";
  const picture = await images.run(() => toPreview(jpeg, maxPixels), PATIENCE_MS);
  if (picture === null) return "not-a-jpeg";
  if (picture === "busy") throw new Error("a picture waited ten minutes to be decoded");
  const { dark } = lookAt(picture.scaled, watch.darkBelow);
  const frame: Frame = {
    ...id,
    ...size,
    faults: [
      ...(dark >= watch.blackShare ? (["black"] as const) : []),
      ...(picture.scaled.isDamaged ? (["damaged"] as const) : []),
    ],
    isBare: false,
    source,
  };
  await store.putPreview(frame, picture.webp, signal);
  const { result } = await store.putOriginal(frame, jpeg, null, signal);
  if (result === "other") return "conflict";
  for (const fault of frame.faults) await store.putFault({ stream: id.stream, hour: id.time, fault }, signal);
  return result === "stored" ? "stored" : "duplicate";
}

async function toPreview(
  jpeg: Uint8Array,
  maxPixels: number,
): Promise<{ scaled: Scaled; webp: Uint8Array } | null> {
  const scaled = await scaleDown(jpeg, maxPixels);
  return scaled && { scaled, webp: await encodePreview(scaled) };
}
