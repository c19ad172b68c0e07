import type { Entry } from "#lib/spool/entry.ts";
import type { FrameWriter } from "./frame-writer.ts";
import { storeEvent } from "./store-event.ts";
import { storeFrame } from "./store-frame.ts";

/** Nobody waits for an answer here, but a call must end. */
const STORE_DEADLINE_MS = 15_000;

/** Makes the function that stores a spooled hook, as if it came now; it throws while the store does not take it. */
export function createDeliverer(writer: FrameWriter): (entry: Entry) => Promise<"stored" | "rejected"> {
  return async (entry) => {
    const signal = AbortSignal.timeout(STORE_DEADLINE_MS);
    const outcome =
      entry.kind === "frame"
        ? await storeFrame(entry.frame, entry.jpeg, writer, {
            signal,
            isOverloaded: false,
            findings: entry.findings,
            onFindings: () => undefined,
          })
        : await storeEvent(entry.event, writer, signal);
    // It was acknowledged, and another picture has its place: it is put aside rather than lost.
    return "accepted" in outcome && outcome.accepted !== "conflict" ? "stored" : "rejected";
  };
}
