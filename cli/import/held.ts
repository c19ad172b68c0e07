import { streamId, type Stream } from "#lib/model/stream.ts";
import { framesPrefix } from "#lib/store/keys.ts";
import type { Objects } from "#lib/store/objects.ts";
import type { Step } from "./plan.ts";

/** The streams of some steps, each once. */
export function streamsOf(steps: readonly Step[]): Stream[] {
  return [...new Map(steps.map(({ frame: { stream } }) => [streamId(stream), stream])).values()];
}

export type Division = {
  /** Of what is there and as large as at its source: what is in it is not compared. */
  readonly present: readonly Step[];
  /** Of what is there and of another size: another picture. */
  readonly conflict: readonly Step[];
  readonly rest: readonly Step[];
};

/** Takes out the steps whose frame is in the bucket already. */
export function divide(steps: readonly Step[], held: ReadonlyMap<string, number>): Division {
  const there = steps.filter(({ to }) => held.has(to));
  return {
    present: there.filter(({ from, to }) => held.get(to) === from.bytes),
    conflict: there.filter(({ from, to }) => held.get(to) !== from.bytes),
    rest: steps.filter(({ to }) => !held.has(to)),
  };
}

/** The keys of all frames that the bucket has of some streams, and their bytes. */
export async function heldFrames(target: Objects, streams: readonly Stream[]): Promise<Map<string, number>> {
  const held = new Map<string, number>();
  for (const stream of streams) {
    for await (const { key, bytes } of target.list(framesPrefix(stream))) held.set(key, bytes);
  }
  return held;
}
