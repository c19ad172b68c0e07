import { inspectJpeg } from "#lib/picture/jpeg.ts";
import { encodePreview, scaleDown } from "#lib/picture/preview.ts";
import type { Objects } from "#lib/store/objects.ts";
import type { Store } from "#lib/store/store.ts";
import type { Step } from "./plan.ts";

/**
 * What became of a picture: "present" when it was there before, "conflict" when another picture is there under its
 * name, "damaged" when it is no JPEG that can be decoded.
 */
export type Brought = "brought" | "present" | "conflict" | "damaged";

export type BringParts = {
  readonly source: Pick<Objects, "read">;
  readonly store: Store;
  readonly maxPixels: number;
};

/** A call may be tried three times. */
const DEADLINE_MS = 120_000;

/**
 * Brings one picture into the layout: its preview first, so that where a frame is there, so is its preview, and a run
 * that was broken off goes on at the first frame that is not.
 */
export async function bring(
  { from, frame }: Step,
  { source, store, maxPixels }: BringParts,
): Promise<Brought> {
  const jpeg = await source.read(from.key);
  const scaled = inspectJpeg(jpeg) === null ? null : await scaleDown(jpeg, maxPixels);
  if (scaled === null) return "damaged";
  const signal = AbortSignal.timeout(DEADLINE_MS);
  await store.putPreview(frame, await encodePreview(scaled), signal);
  const put = await store.putFrame(frame, jpeg, signal);
  return put === "stored" ? "brought" : put === "same" ? "present" : "conflict";
}
