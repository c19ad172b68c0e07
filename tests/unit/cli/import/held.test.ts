import { expect, test } from "vitest";
import { logKey } from "#lib/model/keys.ts";
import { divide, findHeld } from "../../../../cli/import/held.ts";
import type { Step } from "../../../../cli/import/plan.ts";

const START = Date.UTC(2026, 8, 1, 12);
const HOUR_MS = 3_600_000;
const STREAM = { account: "ZG6NWV", name: "cam" };

const stepAt = (time: number): Step => ({
  from: { key: `f_${time}.jpg`, bytes: 10 },
  frame: { stream: STREAM, feed: "f", time },
});

/** A log in which each frame has some size; it counts the lists that are made of it. */
function logOf(sizes: ReadonlyMap<number, number>) {
  const objects = [...sizes].map(([time, bytes]) => {
    const frame = { stream: STREAM, feed: "f", time, width: 640, height: 360, source: "left" };
    return { key: logKey({ kind: "frame", frame: { ...frame, faults: ["black"], isBare: false } }), bytes };
  });
  objects.sort((a, b) => (a.key < b.key ? -1 : 1));
  const lists: string[] = [];
  let read = 0;
  return {
    lists,
    read: () => read,
    async *list(prefix: string, after = "") {
      lists.push(after);
      for (const object of objects) {
        if (!object.key.startsWith(prefix) || object.key <= after) continue;
        read += 1;
        yield await Promise.resolve(object);
      }
    },
  };
}

test("frames that the log has are told from those it has otherwise and those it lacks, whatever else their keys say", async () => {
  const [a, b, c] = [stepAt(START), stepAt(START + 1), stepAt(START + 2)];
  const log = logOf(
    new Map([
      [START, 10],
      [START + 1, 9],
      [START + 3, 10],
    ]),
  );
  expect(divide([a, b, c], await findHeld(log, [a, b, c]))).toEqual({
    present: [a],
    conflict: [b],
    rest: [c],
  });
});

test("only the hours of the log are listed in which there is something to look for", async () => {
  const all = new Map(Array.from({ length: 1_000 }, (_, hour) => [START + hour * HOUR_MS, 10]));
  const log = logOf(all);
  const steps = [0, 0.5, 900].map((hour) => stepAt(START + hour * HOUR_MS));
  expect((await findHeld(log, steps)).size).toBe(2);
  expect(log.lists).toHaveLength(2);
  expect(log.read()).toBeLessThan(5);
});
