import { expect, test } from "vitest";
import { factKey } from "#lib/store/keys.ts";
import { createFactLister } from "#lib/store/fact-lister.ts";
import { livewallBill, listsPerSnapshot, naiveBill } from "../../../scripts/costs/model.ts";
import { PRICES } from "../../../scripts/costs/prices.ts";

const PAGE = 1_000;

/** How often the store is asked for a second snapshot: the first shows where to cut. */
async function countLists(facts: number): Promise<number> {
  const LastModified = new Date();
  const keys = Array.from({ length: facts }, (_, n) => {
    const stream = { account: "T", name: `camera ${String(n).padStart(6, "0")}` };
    const fact = { kind: "frame", time: LastModified.getTime(), width: 1, height: 1, flags: [] } as const;
    return factKey({ stream, feed: "feed", fact });
  });
  let count = 0;
  const list = createFactLister(({ StartAfter = "", ContinuationToken = StartAfter }) => {
    count += 1;
    const from = keys.findIndex((key) => key > ContinuationToken);
    const page = from < 0 ? [] : keys.slice(from, from + PAGE);
    const IsTruncated = from >= 0 && from + PAGE < keys.length;
    return Promise.resolve({
      $metadata: {},
      Contents: page.map((Key) => ({ Key, LastModified })),
      IsTruncated,
      ...(IsTruncated ? { NextContinuationToken: page.at(-1) } : {}),
    });
  });
  const signal = AbortSignal.timeout(10_000);
  await list("all", signal);
  count = 0;
  expect(await list("all", signal)).toHaveLength(facts);
  return count;
}

test("a snapshot takes as many lists as the cost model says", async () => {
  for (const facts of [1, 1_000, 1_001, 2_000, 2_001, 20_000]) {
    expect(listsPerSnapshot(facts), `${facts} facts`).toBe(await countLists(facts));
  }
});

const [s3] = PRICES;
if (s3 === undefined) throw new Error("there are no prices");

test("a hundred feeds cost on S3 what a hand-made reckoning says", () => {
  const { hooks, storage, wall, viewer } = livewallBill(100, s3);
  // 100 × 86,400 frames of 3 PUTs and a twentieth of a LIST; a LIST every two seconds; 50 previews every 30 s.
  expect(hooks).toBeCloseTo(8_640 * 3.05 * 0.005, 6);
  expect(wall).toBeCloseTo(1_296 * 0.005, 6);
  expect(storage).toBeCloseTo(100 * 2.88 * (7 * 0.111 + 30 * 0.009) * 0.023, 6);
  expect(viewer).toBeCloseTo(4_320 * 0.0004 + 4_320_000 * 0.000_009 * 0.09, 6);
});

test("the wall's own cost does not grow with its viewers, and the naive gallery's has no other", () => {
  expect(naiveBill(100, s3).wall).toBe(0);
  // 100 feeds keep 2,016,000 frames for seven days: 2,016 LISTs a poll, 518,400 polls.
  expect(naiveBill(100, s3).viewer).toBeGreaterThan(518.4 * 2_016 * 0.005);
});
