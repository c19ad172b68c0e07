import { describe, expect, test } from "vitest";
import { EVERYTHING, parseScope } from "#lib/access/scope.ts";
import { createHistory } from "#lib/history/history.ts";
import type { Span } from "#lib/model/coverage.ts";
import { NO_COVERAGE } from "#lib/model/coverage.ts";
import type { Store } from "#lib/store/store.ts";
import { createMemoryStore, frame, STREAM, type MemoryStore } from "./memory-store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 23, 15, 33);
const ID = "ZG6NWV/stage";
const everybody = { scope: EVERYTHING, client: null };

function historyOf(store: MemoryStore, isKnown: boolean | null = true) {
  return createHistory({
    // Reading the past uses nothing else of a store.
    store: store as unknown as Store,
    log: () => undefined,
    listsPerSecond: 10,
    logDays: 7,
    isKnown: () => isKnown,
    elapsed: store.now,
    delay: () => new Promise(() => undefined),
  });
}

/** All that can be asked about one stream. */
async function askAll(store: MemoryStore, isKnown: boolean | null, scope = EVERYTHING) {
  const history = historyOf(store, isKnown);
  const reader = { scope, client: null };
  const part = { stream: STREAM, source: null, feed: null };
  const day: Span = [NOW - DAY, NOW];
  return {
    history: (await history.framesOfHistory(reader, STREAM, [NOW])).past,
    moment: await history.moment(reader, { ...part, at: NOW }, { latest: NOW, atLeast: -Infinity }),
    day: await history.coverage(reader, part, day),
    month: await history.coverage(reader, part, [NOW - 30 * DAY, NOW]),
  };
}

describe("a stream that is not known", () => {
  const nothing = {
    history: { frames: { [ID]: [] }, isWhole: true },
    moment: { shown: null, around: [] },
    day: NO_COVERAGE,
    month: NO_COVERAGE,
  };

  test("costs no request", async () => {
    const store = createMemoryStore(NOW);
    expect(await askAll(store, false)).toEqual(nothing);
    expect(store.count()).toBe(0);
  });

  test("looks like one that the viewer may not see", async () => {
    const store = createMemoryStore(NOW);
    store.addFrame(frame(NOW - 1_000));
    expect(await askAll(store, true, parseScope(["ZG6NWV/other"]) ?? undefined)).toEqual(nothing);
    const reader = { scope: parseScope(["ZG6NWV/other"]) ?? EVERYTHING, client: null };
    const { past } = await historyOf(store).framesOfLog(reader, [STREAM], [NOW]);
    expect(past.frames).toEqual({ [ID]: [] });
    expect(store.count()).toBe(0);
  });

  test("is asked for, within the budget, while the known streams are still being listed", async () => {
    const store = createMemoryStore(NOW);
    store.addFrame(frame(NOW - 1_000));
    expect((await askAll(store, null)).moment.shown?.time).toBe(NOW - 1_000);
  });
});

describe("frames of the log", () => {
  test("are those that streams showed at each moment, with source, faults and picture", async () => {
    const store = createMemoryStore(NOW);
    const at = NOW - DAY;
    store.addFrame(frame(at - 20_000, { source: "left", faults: ["black"] }));
    store.addFrame(frame(at + 10_000, { source: "left", isBare: true }));
    store.addFrame(frame(at - 10_000, { feed: "second", source: "right" }));
    const { past, firstEnd } = await historyOf(store).framesOfLog(everybody, [STREAM], [at, at + 30_000]);
    expect(past.isWhole).toBe(true);
    expect(
      past.frames[ID]?.map(({ time, source, faults, picture }) => [
        time - at,
        source,
        faults,
        picture.split("/")[3],
      ]),
    ).toEqual([
      [10_000, "left", [], "original"],
      [-10_000, "right", [], "preview"],
      [-20_000, "left", ["black"], "preview"],
    ]);
    expect(firstEnd).toBe(NOW + 900_000);
  });

  test("of a moment outside the log are none, at no cost", async () => {
    const store = createMemoryStore(NOW);
    store.addFrame(frame(NOW - 20 * DAY));
    const { past } = await historyOf(store).framesOfLog(everybody, [STREAM], [NOW - 20 * DAY]);
    expect(past).toEqual({ frames: { [ID]: [] }, isWhole: true });
    expect(store.count("log")).toBe(0);
  });
});

describe("frames of a stream's history", () => {
  test("of eight hours cost a LIST for each thousand, where a stream has ten feeds", async () => {
    const store = createMemoryStore(NOW);
    const end = Date.UTC(2026, 10, 23, 8) - 1;
    for (let age = 0; age < 9 * HOUR; age += 30_000) {
      for (let n = 0; n < 10; n += 1) store.addPreview(frame(end - age + 9 - n, { feed: `feed-${n}` }));
    }
    const moments = Array.from({ length: 48 }, (_, place) => end - (47 - place) * 10 * MINUTE);
    const { past } = await historyOf(store).framesOfHistory(everybody, STREAM, moments);
    expect(past.frames[ID]).toHaveLength(480);
    expect(store.count()).toBeLessThanOrEqual(14);
  });
});

describe("an original", () => {
  test("is offered without a request while it cannot have expired, later after one HEAD that is shared", async () => {
    const store = createMemoryStore(NOW);
    const { hasOriginal } = historyOf(store);
    const [fresh, old, expired] = [frame(NOW - HOUR), frame(NOW - 5 * DAY), frame(NOW - 9 * DAY)];
    for (const kept of [fresh, old]) store.addFrame(kept);
    store.addPreview(expired);
    expect(await hasOriginal(fresh, null)).toBe(true);
    expect(store.count("original")).toBe(0);
    for (let viewer = 0; viewer < 3; viewer += 1) {
      expect(await hasOriginal(old, null)).toBe(true);
      expect(await hasOriginal(expired, null)).toBe(false);
    }
    expect(store.count("original")).toBe(2);
  });
});

describe("the hours with a fault", () => {
  const hour = Math.floor(NOW / HOUR) * HOUR;
  const stretch: Span = [hour - 2 * DAY, hour + HOUR];

  test("are told of all streams that the viewer may see, for a minute from one LIST", async () => {
    const store = createMemoryStore(NOW);
    const secret = { ...STREAM, name: "secret" };
    store.addFault({ stream: STREAM, hour: hour - DAY, fault: "black" });
    store.addFault({ stream: secret, hour: hour - DAY, fault: "frozen" });
    store.addFault({ stream: secret, hour, fault: "damaged" });
    store.addFault({ stream: STREAM, hour: hour - 5 * DAY, fault: "damaged" });
    const { faultHours } = historyOf(store);
    expect(await faultHours(everybody, stretch)).toEqual({
      hours: [
        { from: hour - DAY, faults: ["black", "frozen"] },
        { from: hour, faults: ["damaged"] },
      ],
      isWhole: true,
    });
    const scope = parseScope([ID]) ?? EVERYTHING;
    expect((await faultHours({ scope, client: null }, stretch)).hours).toEqual([
      { from: hour - DAY, faults: ["black"] },
    ]);
    expect(store.count()).toBe(1);
    store.control.now += MINUTE + 1;
    await faultHours(everybody, stretch);
    expect(store.count()).toBe(2);
  });

  test("end after twelve LISTs, and say so", async () => {
    const store = createMemoryStore(NOW);
    for (let n = 0; n < 12_001; n += 1) {
      const stream = { ...STREAM, name: `stage ${n % 40}` };
      store.addFault({ stream, hour: hour - Math.floor(n / 40) * HOUR, fault: "black" });
    }
    expect((await historyOf(store).faultHours(everybody, stretch)).isWhole).toBe(false);
    expect(store.count()).toBe(12);
  });
});

describe("the reach of the log", () => {
  test("is the bucket's, asked for once an hour", async () => {
    const store = createMemoryStore(NOW);
    const history = historyOf(store);
    expect(await history.logReach()).toBe(7);
    store.control.now += HOUR - 1;
    await history.logReach();
    expect(store.count("retention")).toBe(1);
  });

  test("is told at once, as it was, while the bucket is asked again", async () => {
    const store = createMemoryStore(NOW);
    const history = historyOf(store);
    await history.logReach();
    store.control.now += HOUR + 1;
    store.findRetention = () => new Promise(() => undefined);
    expect(await history.logReach()).toBe(7);
  });

  test("is the setting while the bucket does not tell", async () => {
    const store = createMemoryStore(NOW);
    store.control.fails = true;
    expect(await historyOf(store).logReach()).toBe(7);
  });
});
