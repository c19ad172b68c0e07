import type { JpegSize } from "#lib/image/jpeg.ts";
import { findLibvipsFault } from "#lib/image/libvips.ts";
import { encodePreview, scaleDown, type Scaled } from "#lib/image/preview.ts";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import type { Findings } from "#lib/spool/entry.ts";
import { completeFrame } from "./complete-frame.ts";
import { detectFaults } from "./detect-faults.ts";
import { examine } from "./examine.ts";
import type { FrameWriter, Warn } from "./frame-writer.ts";
import { lookUp } from "./lookup.ts";
import type { Outcome } from "./outcome.ts";

/** Without a permit for a decoder by then, a frame is stored without its preview. */
const MAX_DECODER_WAIT_MS = 1_000;

export type FrameTask = {
  readonly signal: AbortSignal;
  /** Skips the preview and the lookup. */
  readonly isOverloaded: boolean;
  /** Of an earlier try. */
  readonly findings: Findings | null;
  /** Called before anything is stored. */
  readonly onFindings: (findings: Findings) => void;
};

/**
 * Stores a frame: its preview, then its original, which puts it on the wall. After that, no failure changes the answer.
 *
 * @throws StoreError when the original cannot be stored
 */
export async function storeFrame(
  id: FrameId,
  jpeg: Uint8Array,
  writer: FrameWriter,
  task: FrameTask,
): Promise<Outcome> {
  const size = examine(jpeg, writer.maxPixels);
  if ("rejected" in size) return size;
  const { stored } = writer.feeds.find(id);
  if (stored?.time === id.time) return storeAgain(stored, size, jpeg, writer, task.signal);
  // If the original cannot be stored, only the hook has a line in the log.
  const warnings: Parameters<Warn>[] = [];
  const quiet = { ...writer, warn: (...warning: Parameters<Warn>) => void warnings.push(warning) };
  const signal = AbortSignal.any([task.signal, AbortSignal.timeout(writer.timeouts.before)]);
  const prepared = await prepare({ ...id, ...size }, jpeg, quiet, { ...task, signal });
  if (prepared === null) return { rejected: "not-a-jpeg" };

  const { frame, look } = prepared;
  const put = await writer.store.putOriginal(frame, jpeg, look, task.signal);
  for (const warning of warnings) writer.warn(...warning);
  if (put.result === "other") return { accepted: "conflict" };
  const isNew = put.result === "stored";
  const original = { at: put.at, isOwn: isNew || writer.isRetrying };
  const isNoted = await completeFrame(frame, original, writer, task.signal);
  return { accepted: isNew ? "stored" : "duplicate", faults: frame.faults, isBare: frame.isBare, isNoted };
}

/** Finds all that a frame's keys say, and stores its preview. Returns null for a picture that cannot be decoded. */
async function prepare(
  sized: FrameId & JpegSize,
  jpeg: Uint8Array,
  writer: FrameWriter,
  { signal, isOverloaded, findings: earlier, onFindings }: FrameTask,
): Promise<{ frame: Frame; look: string | null } | null> {
  const hasPreview = writer.previews && !isOverloaded && (await findLibvipsFault()) === null;
  const wantsLook = hasPreview && writer.watch.frozenAfterMs !== null;
  const [scaled] = await Promise.all([
    hasPreview ? decode(jpeg, writer) : ("busy" as const),
    isOverloaded || earlier !== null ? undefined : lookUp(sized, wantsLook, writer, signal),
  ]);
  if (scaled === null) return null;
  const findings = earlier ?? (await inspect(sized, scaled, writer, signal));
  if (scaled !== "busy") onFindings(findings);
  const { look, faults, source } = findings;
  const frame: Frame = { ...sized, faults, source, isBare: false };
  const isBare = scaled === "busy" || !(await storePreview(frame, scaled, writer, signal));
  return { frame: { ...frame, isBare }, look };
}

/** Stores the last frame of this process once more, under the same keys, whatever is known about its feed by now. */
async function storeAgain(
  stored: Frame,
  { width, height }: JpegSize,
  jpeg: Uint8Array,
  { store }: FrameWriter,
  signal: AbortSignal,
): Promise<Outcome> {
  if (width !== stored.width || height !== stored.height) return { accepted: "conflict" };
  const { result } = await store.putOriginal(stored, jpeg, null, signal);
  if (result === "other") return { accepted: "conflict" };
  return { accepted: result === "stored" ? "stored" : "duplicate", faults: stored.faults };
}

async function inspect(
  id: FrameId,
  scaled: Scaled | "busy",
  writer: FrameWriter,
  signal: AbortSignal,
): Promise<Findings> {
  const found =
    scaled === "busy" ? { faults: [], look: null } : await detectFaults(id, scaled, writer, signal);
  return { ...found, source: writer.feeds.find(id).source };
}

function decode(jpeg: Uint8Array, { decoders, maxPixels }: FrameWriter): Promise<Scaled | "busy" | null> {
  return decoders.run(() => scaleDown(jpeg, maxPixels), MAX_DECODER_WAIT_MS);
}

/** Returns whether the preview is stored. */
async function storePreview(
  frame: Frame,
  scaled: Scaled,
  { store, warn, decoders }: FrameWriter,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    signal.throwIfAborted();
    const webp = await decoders.run(() => encodePreview(scaled), MAX_DECODER_WAIT_MS);
    if (webp === "busy") return false;
    await store.putPreview(frame, webp, signal);
    return true;
  } catch (error) {
    warn("preview-not-stored", frame, error);
    return false;
  }
}
