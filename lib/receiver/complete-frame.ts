import type { Frame } from "#lib/model/frame.ts";
import { faultKey } from "#lib/model/keys.ts";
import type { FrameWriter } from "./frame-writer.ts";
import { waitUntil } from "./wait.ts";

/** The live wall lists the log from 10 s before its last poll, and stops 10 s ahead of it. */
const MAX_BEHIND_MS = 8_000;
const MAX_AHEAD_MS = 10_000;

/**
 * Returns whether the live wall would miss an entry of the log.
 *
 * @param time the one in its key, ms since 1970
 * @param storedAt when the store had it, by its own clock, ms since 1970
 */
export function isLate(time: number, storedAt: number): boolean {
  return storedAt - time > MAX_BEHIND_MS || time - storedAt > MAX_AHEAD_MS;
}

export type StoredOriginal = {
  /** When the store had it, by its own clock, ms since 1970. */
  readonly at: number;
  /** This hook has put it. For any other original, the receiver that put it completes the frame. */
  readonly isOwn: boolean;
};

/**
 * Puts what follows a frame's original: the empty index entry of a bare frame, a late note, and faulty hours. The frame
 * is on the wall by now, so a failure is only logged. Steps that outlast the signal go on.
 *
 * @returns whether the frame needed a late note
 */
export async function completeFrame(
  frame: Frame,
  { at, isOwn }: StoredOriginal,
  { store, warn, feeds, faultyHours, index, timeouts }: FrameWriter,
  signal: AbortSignal,
): Promise<boolean> {
  // A late frame needs a note, unless this process has stored a newer frame of its feed.
  const isNewest = (feeds.find(frame).stored?.time ?? 0) <= frame.time;
  const isNoted = isOwn && isNewest && isLate(frame.time, at);
  feeds.learnStored(frame);
  const steps: Promise<unknown>[] = [];

  function run(failure: string, step: (signal: AbortSignal) => Promise<unknown>): void {
    const done = step(AbortSignal.timeout(timeouts.after));
    steps.push(done.catch((error: unknown) => warn(failure, frame, error)));
  }

  if (isNoted) {
    run("note-not-stored", (end) => store.putEntry({ kind: "note", at, frame }, end));
  }
  if (index && frame.isBare) {
    run("index-entry-not-stored", (end) => store.putPreview(frame, new Uint8Array(), end));
  }
  for (const fault of index ? frame.faults : []) {
    const hour = { stream: frame.stream, hour: frame.time, fault };
    const key = faultKey(hour);
    if (faultyHours.has(key)) continue;
    run("fault-not-stored", async (end) => {
      await store.putFault(hour, end);
      faultyHours.set(key, true);
    });
  }
  if (steps.length > 0) await waitUntil(signal, Promise.all(steps));
  return isNoted;
}
