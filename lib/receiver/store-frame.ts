import type { Log } from "#lib/http/log.ts";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import type { JpegSize } from "#lib/image/jpeg.ts";
import { encodePreview, scaleDown, type Scaled } from "#lib/image/preview.ts";
import type { Findings } from "#lib/spool/entry.ts";
import { complete } from "./complete-frame.ts";
import { examine } from "./examine.ts";
import { lookUp } from "./first-sight.ts";
import type { FrameWriter } from "./frame-writer.ts";
import { judge } from "./judge.ts";
import type { Outcome } from "./outcome.ts";
import { warn } from "./warn.ts";
import { within } from "./within.ts";

/** When overloaded, a frame is stored without its preview rather than not at all. */
const IMAGE_PATIENCE_MS = 1_000;

const NOT_DECODED: Scaled | "busy" | null = "busy";

export type FrameTask = {
  readonly signal: AbortSignal;
  /** Only what must be done is done: no preview, no lookup. */
  readonly isOverloaded: boolean;
  readonly findings: Findings | null;
  /** Told before anything is stored. */
  readonly onFindings: (findings: Findings) => void;
};

/**
 * Stores a frame: its preview, then its original, which puts it on the wall. Once the original is stored, nothing that
 * goes wrong changes the answer.
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
  // A store that takes nothing is one line in the log, that of the hook.
  const warnings: Parameters<Log>[] = [];
  const quiet = { ...writer, log: (...line: Parameters<Log>) => void warnings.push(line) };
  const early = within(writer.patience.before, task.signal);
  const prepared = await prepare({ ...id, ...size }, jpeg, quiet, { ...task, signal: early });
  if (prepared === null) return { rejected: "not-a-jpeg" };

  const { frame, look } = prepared;
  const put = await writer.store.putOriginal(frame, jpeg, look, task.signal);
  for (const line of warnings) writer.log(...line);
  if (put.result === "other") return { accepted: "conflict" };
  const isNew = put.result === "stored";
  const isNoted = await complete(
    frame,
    { at: put.at, isOwn: isNew || writer.isRetrying },
    writer,
    task.signal,
  );
  return { accepted: isNew ? "stored" : "duplicate", faults: frame.faults, isBare: frame.isBare, isNoted };
}

/** Finds out all that a frame's keys say, and stores its preview. Null for a picture that cannot be decoded. */
async function prepare(
  sized: FrameId & JpegSize,
  jpeg: Uint8Array,
  writer: FrameWriter,
  { signal, isOverloaded, findings: given, onFindings }: FrameTask,
): Promise<{ frame: Frame; look: string | null } | null> {
  const hasPreview = writer.previews && !isOverloaded;
  const wantsLook = hasPreview && writer.watch.frozenAfterMs !== null;
  const [scaled] = await Promise.all([
    hasPreview ? decode(jpeg, writer) : NOT_DECODED,
    isOverloaded || given !== null ? undefined : lookUp(sized, wantsLook, writer, signal),
  ]);
  if (scaled === null) return null;
  const findings = given ?? (await judgeFrame(sized, scaled, writer, signal));
  if (scaled !== "busy") onFindings(findings);
  const { look, faults, source } = findings;
  const whole: Frame = { ...sized, faults, source, isBare: false };
  const isBare = scaled === "busy" || !(await storePreview(whole, scaled, writer, signal));
  return { frame: { ...whole, isBare }, look };
}

/** A frame that this process has stored last: it has the same keys again, whatever is known of its feed by now. */
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

async function judgeFrame(
  id: FrameId,
  scaled: Scaled | "busy",
  writer: FrameWriter,
  signal: AbortSignal,
): Promise<Findings> {
  const verdict = scaled === "busy" ? { faults: [], look: null } : await judge(id, scaled, writer, signal);
  return { ...verdict, source: writer.feeds.find(id).source };
}

function decode(jpeg: Uint8Array, { images, maxPixels }: FrameWriter): Promise<Scaled | "busy" | null> {
  return images.run(() => scaleDown(jpeg, maxPixels), IMAGE_PATIENCE_MS);
}

/** @returns whether the preview is stored */
async function storePreview(
  frame: Frame,
  scaled: Scaled,
  { store, log, images }: FrameWriter,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    signal.throwIfAborted();
    const webp = await images.run(() => encodePreview(scaled), IMAGE_PATIENCE_MS);
    if (webp === "busy") return false;
    await store.putPreview(frame, webp, signal);
    return true;
  } catch (error) {
    warn(log, "preview-not-stored", frame, error);
    return false;
  }
}
