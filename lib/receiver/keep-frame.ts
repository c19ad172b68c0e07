import { describeError, type Log } from "#lib/http/log.ts";
import { inspectJpeg } from "#lib/picture/jpeg.ts";
import { encodePreview, scaleDown, type Scaled } from "#lib/picture/preview.ts";
import { streamId } from "#lib/provider/stream.ts";
import type { FrameFact, FrameId } from "#lib/store/keys.ts";
import { StoreError, type Store } from "#lib/store/store.ts";
import { announce } from "./announce.ts";
import type { FactMemory } from "./fact-memory.ts";
import type { Outcome } from "./outcome.ts";

export type Keeping = {
  readonly store: Store;
  readonly memory: FactMemory;
  readonly log: Log;
  readonly previews: boolean;
  readonly maxPixels: number;
};

/**
 * Keeps a frame: the original, then its preview, then the fact that shows it. Once the original is kept, nothing
 * that goes wrong changes the answer: a crash or fault later costs the wall one picture, and the next frame heals it.
 */
export async function keepFrame(
  frame: FrameId,
  jpeg: Uint8Array,
  keeping: Keeping,
  now: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const { store, previews, maxPixels } = keeping;
  const size = inspectJpeg(jpeg);
  if (size === null) return { refused: "not-a-jpeg" };
  if (size.width * size.height > maxPixels) {
    return {
      refused: "too-many-pixels",
      detail: `It has ${size.width} × ${size.height}; at most ${maxPixels} are taken.`,
    };
  }
  const scaled = previews ? await scaleDown(jpeg, maxPixels) : "off";
  if (scaled === null) return { refused: "not-a-jpeg" };

  const put = await store.putFrame(frame, jpeg, signal);
  if (put === "other") return { taken: "conflict" };
  try {
    const hasPreview = scaled !== "off" && (await keepPreview(frame, scaled, keeping, signal));
    const fact: FrameFact = {
      kind: "frame",
      time: frame.time,
      ...size,
      flags: hasPreview ? [] : ["original"],
    };
    await announce(store, keeping.memory, frame, fact, now, signal);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    warn(keeping.log, "fact-not-kept", frame, error);
  }
  return { taken: put === "stored" ? "stored" : "duplicate" };
}

async function keepPreview(
  frame: FrameId,
  scaled: Scaled,
  { store, log }: Keeping,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await store.putPreview(frame, await encodePreview(scaled), signal);
    return true;
  } catch (error) {
    warn(log, "preview-not-kept", frame, error);
    return false;
  }
}

function warn(log: Log, event: string, { stream, feed, time }: FrameId, error: unknown) {
  log(event, { level: "warn", stream: streamId(stream), feed, generated: time, error: describeError(error) });
}
