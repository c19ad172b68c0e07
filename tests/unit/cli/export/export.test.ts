import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { framesOf, simultaneous } from "../../../../cli/export/frames.ts";
import { parsePeriod } from "../../../../cli/export/period.ts";
import { isVideo } from "../../../../cli/export/video.ts";
import { isZip } from "../../../../cli/export/zip.ts";
import { readAhead } from "../../../../cli/export/read-ahead.ts";
import { frameKey, type FrameId } from "#lib/store/keys.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const STREAM = { account: "ZG6NWV", name: "cam" };
const frame = (time: number, feed = "a"): FrameId => ({ stream: STREAM, feed, time });

describe("a period", () => {
  test.each([
    [{ last: "12h" }, NOW - 12 * 3_600_000, NOW],
    [{ last: "30m", to: "2026-11-01T01:00Z" }, Date.UTC(2026, 10, 1, 0, 30), Date.UTC(2026, 10, 1, 1)],
    [{ from: "2026-11-01" }, Date.UTC(2026, 10, 1), NOW],
    [
      { from: "2026-11-01T10:00:00+02:00", to: "2026-11-02" },
      Date.UTC(2026, 10, 1, 8),
      Date.UTC(2026, 10, 2),
    ],
  ])("%j is read", (given, from, to) => expect(parsePeriod(given, NOW)).toEqual({ from, to }));

  test.each([
    [{}, "--last"],
    [{ last: "1h", from: "2026-11-01" }, "--last"],
    [{ last: "0h" }, "--last"],
    [{ last: "5" }, "--last"],
    [{ from: "yesterday" }, "--from"],
    [{ from: "2026-13-01" }, "--from"],
    [{ from: "1" }, "--from"],
    [{ from: "2026-11-02", to: "2026-11-01" }, "ends before"],
  ])("%j is refused", (given, why) => expect(() => parsePeriod(given, NOW)).toThrow(why));
});

describe("the frames of a period", () => {
  /** As the store lists keys. */
  const storeOf = (keys: readonly string[]) => ({
    async *list(prefix: string, after = "") {
      for (const key of keys.toSorted()) {
        if (key.startsWith(prefix) && key > after) yield await Promise.resolve({ key, bytes: 1 });
      }
    },
  });

  test("are all that there are, once each, the oldest first", async () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 3_000 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 0, max: 3_000 }), async (all, from) => {
        const frames = all.flatMap((time) =>
          time % 3 === 0 ? [frame(time), frame(time, "b")] : [frame(time)],
        );
        const found = await framesOf(storeOf(frames.map(frameKey)), STREAM, null, { from, to: 2_500 });
        const wanted = frames.filter(({ time }) => time >= from && time <= 2_500);
        expect(found.map(({ time }) => time)).toEqual(
          wanted.map(({ time }) => time).toSorted((a, b) => a - b),
        );
        expect(new Set(found.map(({ time, feed }) => `${time}${feed}`)).size).toBe(found.length);
      }),
      { numRuns: 30 },
    );
  });

  test("may be of one feed", async () => {
    const store = storeOf([frame(1), frame(2, "b"), frame(3)].map(frameKey));
    expect(await framesOf(store, STREAM, "a", { from: 0, to: 9 })).toEqual([frame(1), frame(3)]);
  });
});

describe("feeds that sent at the same time", () => {
  test("are named", () => {
    const frames = [frame(1, "a"), frame(2, "b"), frame(3, "a"), frame(4, "b"), frame(5, "c")];
    expect(simultaneous(frames)).toEqual(["a", "b"]);
  });

  test("are none where one follows the other", () => {
    expect(simultaneous([frame(1, "a"), frame(2, "a"), frame(3, "b")])).toEqual([]);
  });
});

describe("reading ahead", () => {
  test("gives results in order, with at most so many begun", async () => {
    let running = 0;
    let most = 0;
    const results: number[] = [];
    const work = async (n: number) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return n * 2;
    };
    for await (const result of readAhead([1, 2, 3, 4, 5, 6, 7], 3, work)) results.push(result);
    expect([results, most]).toEqual([[2, 4, 6, 8, 10, 12, 14], 3]);
  });

  test("fails at the item that failed", async () => {
    const work = (n: number) => (n === 2 ? Promise.reject(new Error("two")) : Promise.resolve(n));
    const results: number[] = [];
    const all = async () => {
      for await (const result of readAhead([1, 2, 3], 3, work)) results.push(result);
    };
    await expect(all()).rejects.toThrow("two");
    expect(results).toEqual([1]);
  });
});

test.each([
  ["a.zip", [true, false]],
  ["A.ZIP", [true, false]],
  ["a.mp4", [false, true]],
  ["A.WebM", [false, true]],
  ["zip", [false, false]],
  ["a.zip.d", [false, false]],
])("%s tells by its end what it is to be, however it is written", (name, [zip, video]) => {
  expect([isZip(name), isVideo(name)]).toEqual([zip, video]);
});
