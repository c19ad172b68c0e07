import { describe, expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { type History } from "#lib/history/history.ts";
import { DAY, frame, HOUR, NOON, STREAM, toStoredFrame } from "../../support/entries.ts";
import { historyOn } from "../../support/history.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

const CONCURRENCY = 8;

/** Readers of a store that hangs. */
function scene() {
  const bucket = createMemoryBucket(() => NOON);
  const history = historyOn(bucket);
  const reader = { scope: EVERYTHING, client: null };
  const all = { stream: STREAM, source: null, feed: null };
  const old = toStoredFrame(frame(NOON - 2 * DAY));
  const start = { latest: NOON, atLeast: -Infinity };
  /** Each reads something else for each n. */
  const readers: Readonly<Record<keyof History, (n: number) => Promise<unknown>>> = {
    logReach: () => history.logReach(),
    hasOriginal: (n) => history.hasOriginal({ ...old, feed: `f${n}` }, null),
    originalSize: (n) => history.originalSize({ ...old, feed: `g${n}` }, null),
    wallAt: (n) => history.wallAt(reader, NOON - n * HOUR),
    framesOfLog: (n) => history.framesOfLog(reader, [STREAM], [NOON - DAY - n * HOUR]),
    framesOfHistory: (n) => history.framesOfHistory(reader, STREAM, [NOON - n * DAY]),
    frameOfLog: (n) => history.frameOfLog(reader, STREAM, { feed: "f", time: NOON - DAY - n * HOUR }),
    moment: (n) => history.moment(reader, { ...all, at: NOON - n * DAY - 9 * HOUR }, start),
    coverage: (n) => history.coverage(reader, all, [NOON - (n + 20) * DAY, NOON - n * DAY]),
    liveCounts: (n) => history.liveCounts(reader, [NOON - (n + 2) * HOUR, NOON - (n + 1) * HOUR]),
    faultHours: () => history.faultHours(reader, [NOON - DAY, NOON]),
  };
  expect(Object.keys(history).sort()).toEqual(Object.keys(readers).sort());
  bucket.mode = "hangs";
  const ask = async (names: readonly (keyof History)[], times: number) => {
    bucket.requests.length = 0;
    for (let n = 0; n < times; n += 1) for (const name of names) readers[name](n).catch(() => undefined);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
    return bucket.count();
  };
  return { bucket, history, ask, names: Object.keys(readers) as (keyof History)[] };
}

describe("reads of the past", () => {
  test.each<keyof History>([
    "hasOriginal",
    "wallAt",
    "framesOfLog",
    "framesOfHistory",
    "frameOfLog",
    "moment",
    "coverage",
    "liveCounts",
  ])("by %s make at most eight requests at once", async (name) => {
    const { bucket, history, ask } = scene();
    bucket.mode = "fine";
    // Otherwise the moments of the log wait for it.
    await history.logReach();
    bucket.mode = "hangs";
    expect(await ask([name], 20)).toBe(CONCURRENCY);
  });

  test("by all methods together make at most eight requests at once", async () => {
    const { ask, names } = scene();
    expect(await ask(names, 20)).toBe(CONCURRENCY);
  });
});
