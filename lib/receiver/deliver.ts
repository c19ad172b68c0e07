import type { Entry } from "#lib/spool/entry.ts";
import { keepEvent } from "./keep-event.ts";
import { keepFrame, type Keeping } from "./keep-frame.ts";

/** Nobody waits for an answer here, but a call must end. */
const STORE_DEADLINE_MS = 15_000;

/** Makes what stores a spooled hook, as if it came now; it throws while the store does not take it. */
export function createDeliverer(keeping: Keeping): (entry: Entry) => Promise<"stored" | "refused"> {
  return async (entry) => {
    const signal = AbortSignal.timeout(STORE_DEADLINE_MS);
    const outcome =
      entry.kind === "frame"
        ? await keepFrame(entry.frame, entry.jpeg, keeping, Date.now(), signal)
        : await keepEvent(entry.event, keeping, Date.now(), signal);
    // It was acknowledged, and another picture has its place: it is put aside rather than lost.
    return "taken" in outcome && outcome.taken !== "conflict" ? "stored" : "refused";
  };
}
