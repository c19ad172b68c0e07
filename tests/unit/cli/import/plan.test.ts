import fc from "fast-check";
import { expect, test } from "vitest";
import { logKey } from "#lib/model/keys.ts";
import { NO_NOTES } from "../../../../cli/import/former.ts";
import { divide, findHeld } from "../../../../cli/import/held.ts";
import { sampleLayout } from "../../../../cli/import/layout.ts";
import { makePlan, type Step, toFrameName } from "../../../../cli/import/plan.ts";
import { planLines, toReport } from "../../../../cli/import/report.ts";
import { frameOf } from "../../../support/frames.ts";
import { objects } from "./objects.ts";

const { stream: CAM } = frameOf("ZG6NWV");
const START = Date.UTC(2026, 8, 1, 12);
const NOW = Date.UTC(2026, 10, 1);
const HOUR_MS = 3_600_000;
/** Only the stream of feed f1 is known. */
const layout = sampleLayout((feed) => (feed === "f1" ? CAM : null));

test("puts each object into one group", async () => {
  const NAME = "f1_1679973930650.jpg";
  const plan = await makePlan(
    objects(
      { key: NAME, bytes: 1, etag: "1" },
      { key: `copy/${NAME}`, bytes: 1, etag: "1" },
      { key: `size/${NAME}`, bytes: 2, etag: "1" },
      { key: `bytes/${NAME}`, bytes: 1, etag: "2" },
      "f2_1679973930650.jpg",
      "f2_1679973930651.jpg",
      "readme.txt",
      // 2286, a moment more than two minutes ahead, and 2001.
      ...["f1_9999999999999.jpg", `f1_${NOW + 120_001}.jpg`, "f1_1000000000000.jpg"],
    ),
    layout,
    NOW,
  );
  expect(plan).toMatchObject({
    found: 10,
    steps: [{ from: { key: NAME }, frame: { stream: CAM, feed: "f1" } }],
    copies: [`copy/${NAME}`],
    rivals: [
      { key: `size/${NAME}`, winner: NAME },
      { key: `bytes/${NAME}`, winner: NAME },
    ],
    unmapped: new Map([["f2", ["f2_1679973930650.jpg", "f2_1679973930651.jpg"]]]),
    unparsed: ["readme.txt"],
    untimely: ["f1_9999999999999.jpg", `f1_${NOW + 120_001}.jpg`, "f1_1000000000000.jpg"],
  });
  expect(planLines(plan, NO_NOTES, layout).join("\n")).toContain(`size/${NAME}: ${NAME} counts`);
  expect(toReport(plan, null).split("\n")).toEqual([
    "reason,key,detail",
    '"no stream","f2_1679973930650.jpg",""',
    '"no stream","f2_1679973930651.jpg",""',
    '"other name","readme.txt",""',
    '"impossible time","f1_9999999999999.jpg",""',
    `"impossible time","f1_${NOW + 120_001}.jpg",""`,
    '"impossible time","f1_1000000000000.jpg",""',
    `"copy","copy/${NAME}",""`,
    `"rival","size/${NAME}","${NAME}"`,
    `"rival","bytes/${NAME}","${NAME}"`,
    "",
  ]);
});

test("adds up for any names", async () => {
  const key = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom("", "a/"), fc.constantFrom("f1", "f2", "f3"), fc.integer({ min: 1, max: 3 }))
      .map(([folder, feed, n]) => `${folder}${feed}_167997393000${n}.jpg`),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(key), async (keys) => {
      const { found, steps, unparsed, unmapped, copies, rivals } = await makePlan(
        objects(...keys),
        layout,
        NOW,
      );
      const unknown = [...unmapped.values()].reduce((sum, { length }) => sum + length, 0);
      expect(found).toBe(keys.length);
      expect(steps.length + unparsed.length + unknown + copies.length + rivals.length).toBe(found);
      expect(new Set(steps.map(({ frame }) => toFrameName(frame))).size).toBe(steps.length);
    }),
  );
});

test("prints keys without control characters", async () => {
  const plan = await makePlan(objects("\x1b[2Jcleared.jpg"), layout, NOW);
  expect(planLines(plan, NO_NOTES, layout)).toContain("    \\u{1b}[2Jcleared.jpg");
});

const stepAt = (time: number): Step => ({
  from: { key: `f_${time}.jpg`, bytes: 10 },
  frame: { stream: CAM, feed: "f", time },
});

/** A log with frames of some sizes. It records the lists. */
function logOf(sizes: ReadonlyMap<number, number>) {
  const held = [...sizes].map(([time, bytes]) => {
    const frame = frameOf(CAM.account, { stream: CAM, feed: "f", time, faults: ["black"], source: "left" });
    return { key: logKey({ kind: "frame", frame }), bytes };
  });
  const lists: string[] = [];
  const read: string[] = [];
  return {
    lists,
    read,
    async *list(prefix: string, after = "") {
      lists.push(after);
      for (const object of held.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
        if (!object.key.startsWith(prefix) || object.key <= after) continue;
        read.push(object.key);
        yield await Promise.resolve(object);
      }
    },
  };
}

test("divides steps by the size of the log's frames", async () => {
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

test("lists only the hours of the log that matter", async () => {
  const log = logOf(new Map(Array.from({ length: 1_000 }, (_, hour) => [START + hour * HOUR_MS, 10])));
  const steps = [0, 0.5, 900].map((hour) => stepAt(START + hour * HOUR_MS));
  expect((await findHeld(log, steps)).size).toBe(2);
  expect(log.lists).toHaveLength(2);
  expect(log.read.length).toBeLessThan(5);
});
