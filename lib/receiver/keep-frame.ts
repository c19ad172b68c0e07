import { availableParallelism } from "node:os";
import { describeError, type Log } from "#lib/http/log.ts";
import { inspectJpeg, type JpegSize } from "#lib/picture/jpeg.ts";
import { encodePreview, scaleDown, type Scaled } from "#lib/picture/preview.ts";
import { countScans } from "#lib/picture/scans.ts";
import { streamId } from "#lib/model/stream.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import type { FrameFact, FrameId } from "#lib/store/keys.ts";
import { StoreError, type Store } from "#lib/store/store.ts";
import { announce, clearSuperseded, type Announcement } from "./announce.ts";
import { createFactMemory, type FactMemory } from "./fact-memory.ts";
import type { Outcome } from "./outcome.ts";
import { createPictureWatch, type PictureWatch, type Verdict } from "./picture-watch.ts";
import { createSlots, type Slots } from "#lib/slots.ts";

/**
 * Pictures are worked on in the threads of libuv, which has four and which name lookups and the spool need as well.
 */
const IMAGES_AT_ONCE = Math.min(3, availableParallelism());
/**
 * How often a decoder may go over the largest picture; over smaller ones it may in proportion. Encoders of progressive
 * JPEGs write about ten scans. Of 8K pixels, a hundred of next to no bytes take ten seconds and more.
 */
const MOST_SCANS = 16;
/** In a rush, a frame is kept without its preview rather than not at all. */
const IMAGE_PATIENCE_MS = 1_000;
/** A preview that hangs must leave time for the fact, which then shows the original. */
const PREVIEW_DEADLINE_MS = 1_200;
/** A picture of which nothing can be told is shown without a verdict. */
const VERDICT_DEADLINE_MS = 1_000;
/** What is not cleared now is cleared by a later frame: no answer waits long for it. */
const CLEARING_DEADLINE_MS = 1_000;

export type Keeping = {
  readonly store: Store;
  readonly memory: FactMemory;
  readonly watch: PictureWatch;
  readonly log: Log;
  readonly images: Slots;
  readonly previews: boolean;
  /** Whether the store is asked now and then what other receivers left behind. */
  readonly looksAround: boolean;
  readonly maxPixels: number;
};

/** Each has a memory of its own of the feeds that went through it. */
export function createKeeping(store: Store, log: Log, settings: ReceiverSettings): Keeping {
  return {
    store,
    memory: createFactMemory(),
    watch: createPictureWatch(store, settings.watch),
    log,
    images: createSlots(IMAGES_AT_ONCE),
    previews: settings.previews,
    looksAround: true,
    maxPixels: settings.maxFramePixels,
  };
}

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
  const { store, images, previews, maxPixels } = keeping;
  const size = inspectJpeg(jpeg);
  if (size === null) return { refused: "not-a-jpeg" };
  const excess = excessOf(size, countScans(jpeg), maxPixels);
  if (excess !== null) return { refused: "too-many-pixels", detail: excess };
  const scaled = previews ? await images.run(() => scaleDown(jpeg, maxPixels), IMAGE_PATIENCE_MS) : "off";
  if (scaled === null) return { refused: "not-a-jpeg" };

  const put = await store.putFrame(frame, jpeg, signal);
  if (put === "other") return { taken: "conflict" };
  const judging =
    typeof scaled === "string" ? keeping.watch.pass(frame) : judge(frame, scaled, keeping, signal);
  const hasPreview = typeof scaled !== "string" && (await keepPreview(frame, scaled, keeping, signal));
  const { faults, remark } = await judging;
  const flags: FrameFact["flags"] = hasPreview ? faults : [...faults, "original"];
  const fact: FrameFact = { kind: "frame", time: frame.time, ...size, flags };
  await keepFact({ frame, fact, remark, store, memory: keeping.memory, now }, keeping, signal);
  return { taken: put === "stored" ? "stored" : "duplicate", faults };
}

/** What a picture has more of than a decoder is given, in words; null when it has not. */
function excessOf({ width, height }: JpegSize, scans: number, maxPixels: number): string | null {
  const pixels = width * height;
  if (pixels > maxPixels) return `It has ${width} × ${height}; at most ${maxPixels} are taken.`;
  if (pixels * scans <= maxPixels * MOST_SCANS) return null;
  return `It has ${width} × ${height} in ${scans} scans, which take too long to decode.`;
}

async function judge(
  frame: FrameId,
  scaled: Scaled,
  { watch, log }: Keeping,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    return await watch.judge(frame, scaled, within(VERDICT_DEADLINE_MS, signal));
  } catch (error) {
    warn(log, "picture-not-judged", frame, error);
    return watch.pass(frame);
  }
}

async function keepPreview(
  frame: FrameId,
  scaled: Scaled,
  { store, log, images }: Keeping,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const webp = await images.run(() => encodePreview(scaled), IMAGE_PATIENCE_MS);
    if (webp === "busy") return false;
    await store.putPreview(frame, webp, within(PREVIEW_DEADLINE_MS, signal));
    return true;
  } catch (error) {
    warn(log, "preview-not-kept", frame, error);
    return false;
  }
}

async function keepFact(
  announcement: Announcement,
  { log, looksAround }: Keeping,
  signal: AbortSignal,
): Promise<void> {
  let failure = "fact-not-kept";
  try {
    const superseded = await announce(announcement, signal);
    failure = "facts-not-cleared";
    const deadline = within(CLEARING_DEADLINE_MS, signal);
    await clearSuperseded(announcement, { known: superseded, looksAround }, deadline);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    warn(log, failure, announcement.frame, error);
  }
}

function warn(log: Log, event: string, { stream, feed, time }: FrameId, error: unknown) {
  log(event, { level: "warn", stream: streamId(stream), feed, generated: time, error: describeError(error) });
}

function within(ms: number, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)]);
}
