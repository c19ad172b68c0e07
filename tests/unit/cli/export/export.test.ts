import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { framesOf, simultaneous } from "../../../../cli/export/frames.ts";
import { parsePeriod } from "../../../../cli/export/period.ts";
import { isVideo } from "../../../../cli/export/video.ts";
import { isZip } from "../../../../cli/export/zip.ts";
import { readOriginals, withinLog } from "../../../../cli/export/originals.ts";
import { StoreError } from "#lib/store/store.ts";
import { readAhead } from "../../../../cli/export/read-ahead.ts";
import type { Frame } from "#lib/model/frame.ts";
import { logKey, previewKey } from "#lib/model/keys.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const STREAM = { account: "ZG6NWV", name: "cam" };
const START = 1.78e12;
const frame = (time: number, feed = "a"): Frame => ({
  stream: STREAM,
  feed,
  time: START + time * 1_000,
  width: 640,
  height: 360,
  faults: [],
  isBare: false,
  source: null,
});

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
  type Object = { readonly key: string; readonly storedAt?: number };
  /** As the store lists keys. */
  const bucketOf = (objects: readonly Object[]) => ({
    async *list(prefix: string, after = "") {
      for (const object of objects.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
        if (!object.key.startsWith(prefix) || object.key <= after) continue;
        yield await Promise.resolve({ bytes: 1, ...object });
      }
    },
  });
  const previewOf = (one: Frame, storedAt = 0) => ({ key: previewKey(one), storedAt });
  const originalOf = (one: Frame) => ({ key: logKey({ kind: "frame", frame: one }) });
  const period = (from: number, to: number) => ({ from: START + from * 1_000, to: START + to * 1_000 });

  test.each([
    ["previews", previewOf],
    ["the log, where there are no previews", originalOf],
  ])("are read from %s: all that there are, once each, the oldest first", async (_, objectOf) => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 1_000 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 0, max: 9_000 }), async (all, from) => {
        const frames = all.flatMap((time) =>
          time % 3 === 0 ? [frame(time), frame(time, "b")] : [frame(time)],
        );
        const bucket = bucketOf(frames.map((one) => objectOf(one)));
        const found = await framesOf(bucket, STREAM, null, period(from, 7_500));
        const wanted = frames.filter(({ time }) => time >= START + from * 1_000 && time <= START + 7_500_000);
        expect(found.map(({ time }) => time)).toEqual(
          wanted.map(({ time }) => time).toSorted((a, b) => a - b),
        );
        expect(new Set(found.map(({ time, feed }) => `${time}${feed}`)).size).toBe(found.length);
      }),
      { numRuns: 30 },
    );
  });

  test("may be of one feed", async () => {
    const bucket = bucketOf([frame(1), frame(2, "b"), frame(3)].map((one) => previewOf(one)));
    expect(await framesOf(bucket, STREAM, "a", period(0, 9))).toMatchObject([frame(1), frame(3)]);
  });

  test("are not those of other streams, in the log", async () => {
    const other = { ...frame(1), stream: { account: "ZG6NWV", name: "cam 2" } };
    const bucket = bucketOf([frame(1), other].map(originalOf));
    expect(await framesOf(bucket, STREAM, null, period(0, 9))).toMatchObject([frame(1)]);
  });

  test("are one where two receivers judged a frame differently: the one that was stored first", async () => {
    const frozen: Frame = { ...frame(1), faults: ["frozen"] };
    const bucket = bucketOf([previewOf(frame(1), 20), previewOf(frozen, 10)]);
    expect(await framesOf(bucket, STREAM, null, period(0, 9))).toMatchObject([{ faults: ["frozen"] }]);
  });
});

describe("originals", () => {
  const gone = () => Promise.reject(new StoreError("get", Object.assign(new Error(), { name: "NoSuchKey" })));
  const stored = (time: number) => ({ ...frame(time), storedAt: 0 });

  test("that have expired are left out and counted", async () => {
    const keyOf = (time: number) => logKey({ kind: "frame", frame: frame(time) });
    const read = (key: string) => (key === keyOf(2) ? gone() : Promise.resolve(Uint8Array.of(1)));
    const seen: boolean[] = [];
    const found: number[] = [];
    for await (const one of readOriginals({ read }, [1, 2, 3].map(stored), (isThere) => seen.push(isThere)))
      found.push(one.frame.time);
    expect(found).toEqual([frame(1).time, frame(3).time]);
    expect(seen).toEqual([true, false, true]);
  });

  test("older than the log are not asked for", async () => {
    async function* list() {
      yield await Promise.resolve({ key: logKey({ kind: "frame", frame: frame(2) }), bytes: 1 });
    }
    expect(await withinLog({ list }, [1, 2, 3].map(stored))).toEqual([2, 3].map(stored));
  });

  test("that cannot be read for another reason end the export", async () => {
    const read = () => Promise.reject(new StoreError("get", new Error("away")));
    const all = readOriginals({ read }, [stored(1)], () => undefined);
    await expect(all.next()).rejects.toThrow("away");
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
