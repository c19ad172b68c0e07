import { LOG_PREFIX, parseLogKey, startOfLog } from "#lib/model/keys.ts";
import type { Objects } from "../bucket/objects.ts";
import { type Step, toFrameName } from "./plan.ts";

/** Sizes of the pictures in the bucket, in bytes, by the names of their frames. */
export type Held = ReadonlyMap<string, readonly number[]>;

/** A gap longer than this is not listed. */
const MAX_GAP_MS = 3_600_000;

/**
 * Divides steps by the bucket's content: `present` has a picture of the same size, whose bytes are not compared;
 * `conflict` has one of another size; `rest` has none.
 */
export function divide(steps: readonly Step[], held: Held) {
  const {
    present = [],
    conflict = [],
    rest = [],
  } = Object.groupBy(steps, (step) => {
    if (isHeld(step, held)) return "present";
    return held.has(toFrameName(step.frame)) ? "conflict" : "rest";
  });
  return { present, conflict, rest };
}

/** Tells if the bucket has a frame of the same size. */
export function isHeld({ from, frame }: Step, held: Held): boolean {
  return held.get(toFrameName(frame))?.includes(from.bytes) === true;
}

/** Lists the frames of the log around the times of some steps. */
export async function findHeld(log: Pick<Objects, "list">, steps: readonly Step[]): Promise<Held> {
  const held = new Map<string, number[]>();
  for (const { from, to } of toSpans(steps.map(({ frame }) => frame.time))) {
    const end = startOfLog(to + 1);
    for await (const { key, bytes } of log.list(LOG_PREFIX, startOfLog(from))) {
      if (key >= end) break;
      const entry = parseLogKey(key);
      if (entry?.kind !== "frame") continue;
      const name = toFrameName(entry.frame);
      held.set(name, [...(held.get(name) ?? []), bytes]);
    }
  }
  return held;
}

/** Joins times into spans, both ends included. */
function toSpans(times: readonly number[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const time of times.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && time - last.to <= MAX_GAP_MS) last.to = time;
    else spans.push({ from: time, to: time });
  }
  return spans;
}
