import type { Fault, Frame } from "#lib/model/frame.ts";
import { faultKey } from "#lib/model/keys.ts";
import type { FrameWriter } from "./frame-writer.ts";
import { needsNote, putNote } from "./late-note.ts";
import { warn } from "./warn.ts";
import { waitUntil } from "./within.ts";

const NOTHING = new Uint8Array();

export type StoredOriginal = {
  /** When the store had it, by its own clock, ms since 1970. */
  readonly at: number;
  /** Whether this hook has put it: somebody else's has seen to the rest. */
  readonly isOwn: boolean;
};

/**
 * Puts what follows a frame's original: the empty entry of a bare one, the late note, and the hours of its faults. The
 * frame is on the wall by now, so a failure is a line in the log. Work that the signal overtakes goes on without it.
 *
 * @returns whether the frame needed a late note
 */
export async function complete(
  frame: Frame,
  { at, isOwn }: StoredOriginal,
  writer: FrameWriter,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, log, feeds, index, patience } = writer;
  const isNoted = isOwn && needsNote(frame, at, feeds);
  feeds.learnStored(frame);
  const end = () => AbortSignal.timeout(patience.after);
  const steps: Promise<unknown>[] = [];
  const begin = (event: string, step: Promise<unknown>) =>
    steps.push(step.catch((error: unknown) => warn(log, event, frame, error)));

  if (isNoted) begin("note-not-stored", putNote(frame, at, writer, end()));
  if (index && frame.isBare) begin("index-entry-not-stored", store.putPreview(frame, NOTHING, end()));
  if (index) {
    for (const fault of frame.faults) begin("fault-not-stored", putFaultOnce(frame, fault, writer, end()));
  }
  if (steps.length > 0) await waitUntil(signal, Promise.all(steps));
  return isNoted;
}

async function putFaultOnce(
  { stream, time }: Frame,
  fault: Fault,
  { store, faultyHours }: FrameWriter,
  signal: AbortSignal,
): Promise<void> {
  const hour = { stream, hour: time, fault };
  const key = faultKey(hour);
  if (faultyHours.get(key)) return;
  await store.putFault(hour, signal);
  faultyHours.set(key, true);
}
