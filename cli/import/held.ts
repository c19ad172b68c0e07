import { LOG_PREFIX, parseLogKey, startOfLog } from "#lib/model/keys.ts";
import type { Objects } from "#lib/store/objects.ts";
import { frameName, type Step } from "./plan.ts";

/** The sizes of the pictures that a bucket holds, in bytes, by the names of their frames. */
export type Held = ReadonlyMap<string, readonly number[]>;

export type Division = {
  /** Steps whose frame is there and as large as at its source: what is in it is not compared. */
  readonly present: readonly Step[];
  /** Steps whose frame is there and of another size: another picture. */
  readonly conflict: readonly Step[];
  readonly rest: readonly Step[];
};

/** Two frames further apart than this are looked for by lists of their own. */
const GAP_MS = 3_600_000;

/** Takes out the steps whose frame is in the bucket already. */
export function divide(steps: readonly Step[], held: Held): Division {
  const isThere = ({ frame }: Step) => held.has(frameName(frame));
  const there = steps.filter(isThere);
  return {
    present: there.filter((step) => isHeld(step, held)),
    conflict: there.filter((step) => !isHeld(step, held)),
    rest: steps.filter((step) => !isThere(step)),
  };
}

/** True if a frame is in the bucket, as large as at its source. */
export function isHeld({ from, frame }: Step, held: Held): boolean {
  return held.get(frameName(frame))?.includes(from.bytes) === true;
}

/** Lists the frames that the log has at the times of some steps. */
export async function findHeld(log: Pick<Objects, "list">, steps: readonly Step[]): Promise<Held> {
  const held = new Map<string, number[]>();
  for (const { from, to } of spansOf(steps.map(({ frame }) => frame.time))) {
    const end = startOfLog(to + 1);
    for await (const { key, bytes } of log.list(LOG_PREFIX, startOfLog(from))) {
      if (key >= end) break;
      const entry = parseLogKey(key);
      if (entry?.kind !== "frame") continue;
      const name = frameName(entry.frame);
      held.set(name, [...(held.get(name) ?? []), bytes]);
    }
  }
  return held;
}

/** The stretches that some times are in, both ends included. */
function spansOf(times: readonly number[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const time of times.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && time - last.to <= GAP_MS) last.to = time;
    else spans.push({ from: time, to: time });
  }
  return spans;
}
