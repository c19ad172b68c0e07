import type { Objects } from "#lib/store/objects.ts";
import type { Store } from "#lib/store/store.ts";
import { importFrame } from "./import-frame.ts";
import type { Notes } from "./former-notes.ts";
import type { Step } from "./plan.ts";

/**
 * The outcome of a picture: "present" when it was there before, "conflict" when another picture is there under its
 * name, "damaged" when it is no JPEG that can be decoded.
 */
export type Brought = "brought" | "present" | "conflict" | "damaged";

export type BringParts = {
  readonly source: Pick<Objects, "read">;
  readonly store: Store;
  readonly notes: Pick<Notes, "sourceOf">;
};

/** A call may be tried three times. */
const DEADLINE_MS = 120_000;
/** As large as libvips may be asked to read: the pictures of a source are trusted. */
const MAX_PIXELS = 7680 * 4320 * 2;

/** When a picture counts as black: the defaults of the receiver. */
const WATCH = { darkBelow: 0.1, blackShare: 0.98 };

const BROUGHT = {
  stored: "brought",
  duplicate: "present",
  conflict: "conflict",
  "not-a-jpeg": "damaged",
  "too-many-pixels": "damaged",
} as const;

/**
 * Brings in one picture: its preview first, so that where a frame is there, so is its preview, and a run that was broken
 * off goes on at the first frame that is not.
 */
export async function bring({ from, frame }: Step, { source, store, notes }: BringParts): Promise<Brought> {
  const jpeg = await source.read(from.key);
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const parts = { store, maxPixels: MAX_PIXELS, watch: WATCH };
  return BROUGHT[await importFrame(frame, notes.sourceOf(frame), jpeg, parts, signal)];
}
