import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERYTHING, parseScope, type Scope } from "#lib/access/scope.ts";
import { readMoments } from "#lib/history/at-moments.ts";
import { BudgetError } from "#lib/history/budget.ts";
import { createSlices } from "#lib/history/slices.ts";
import { createWallAt, wallAt } from "#lib/history/wall-at.ts";
import { toFeeds, getTime, type StoredEntry } from "#lib/model/feed.ts";
import { LIVE_MS, STALLED_MS, toState } from "#lib/model/state.ts";
import { DOCTOR, streamId } from "#lib/model/stream.ts";
import { hasEnded, toTiles } from "#lib/model/tile.ts";
import { createMemoryStore, entryOf, frame, STREAM, type MemoryStore } from "./memory-store.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 15, 33);

/** The wall of a store at a moment. @param limited the store with a budget */
function pastOf(store: MemoryStore, limited: Pick<MemoryStore, "listLog"> = store, compose = wallAt) {
  const parts = {
    readSlices: createSlices(store, store.now),
    now: store.now,
    logReach: () => Promise.resolve(7),
    delay: () => new Promise<void>((resolve) => setTimeout(resolve, 1_000).unref()),
  };
  return async (moment: number, scope: Scope = EVERYTHING) =>
    compose(await readMoments([moment], limited, parts), moment, scope);
}

const streams = ["stage", "stage 2", "zoo"].map((name) => ({ ...STREAM, name }));
const entry = fc
  .record({
    kind: fc.constantFrom("frame", "frame", "frame", "frame", "started", "ended"),
    stream: fc.constantFrom(...streams),
    feed: fc.constantFrom("a", "b", "c"),
    at: fc.integer({ min: -10 * MINUTE, max: 2 * MINUTE }).map((offset) => NOW - DAY + offset),
    source: fc.constantFrom(null, "", "left", "right"),
    isBare: fc.boolean(),
    storedAfter: fc.integer({ min: 0, max: 20_000 }),
  })
  .map(({ kind, stream, feed, at, source, isBare, storedAfter }): StoredEntry => {
    const storedAt = at + storedAfter;
    if (kind === "started") return { kind, stream, feed, at, source, storedAt };
    if (kind === "ended") return { kind, stream, feed, at, ended: at - 500, storedAt };
    return entryOf(frame(at, { stream, feed, source, isBare, storedAt }));
  });

describe("the wall at a past moment", () => {
  test("is that of all entries of five minutes, however the log lies and whatever was read before", async () => {
    const moments = fc.array(fc.integer({ min: -5 * MINUTE, max: MINUTE }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 80 }), moments, async (entries, offsets) => {
        const store = createMemoryStore(NOW);
        entries.forEach(store.addEntry);
        const past = pastOf(store);
        for (const offset of offsets) {
          const moment = NOW - DAY + offset;
          const seen = store.entries().filter((one) => {
            const time = getTime(one);
            return time > moment - STALLED_MS && time <= moment;
          });
          const expected = toTiles(toFeeds(seen)).flatMap(({ id, source, feed }) => {
            const state = toState({ seen: feed.newest.time, ended: hasEnded(feed) }, moment);
            const { time, faults } = feed.newest;
            const { stream } = feed;
            const of = { stream: streamId(stream), name: stream.name, source, feed: feed.feed };
            return state === "offline" ? [] : [{ id, ...of, time, faults, state }];
          });
          const { tiles, isWhole } = await past(moment);
          expect(isWhole).toBe(true);
          expect(tiles).toEqual(expected);
        }
      }),
      { numRuns: 80 },
    );
  });

  test("shows streams that have left the wall, with source and faults, in the order of the wall", async () => {
    const store = createMemoryStore(NOW);
    const moment = NOW - 2 * DAY;
    const on = (name: string, age: number, of: Parameters<typeof frame>[1] = {}) =>
      store.addEntry(entryOf(frame(moment - age, { stream: { ...STREAM, name }, ...of })));
    on("stage 10", 10_000);
    on("stage 2", 100_000, { source: "left", faults: ["black"] });
    on("gone", 4 * 30_000 + STALLED_MS);
    on("later", -1);
    const { tiles } = await pastOf(store)(moment);
    expect(tiles.map(({ name, source, faults, state }) => [name, source, faults, state])).toEqual([
      ["stage 2", "left", ["black"], "stalled"],
      ["stage 10", null, [], "live"],
    ]);
  });

  test("leaves out what ended, what the viewer may not see, and the doctor's test", async () => {
    const store = createMemoryStore(NOW);
    const moment = NOW - DAY;
    for (const name of ["seen", "secret", "ended"]) {
      store.addEntry(entryOf(frame(moment - 5_000, { stream: { ...STREAM, name }, feed: name })));
    }
    store.addEntry(entryOf(frame(moment - 5_000, { stream: { account: DOCTOR, name: "self-test" } })));
    const at = moment - 1_000;
    const ended = { ...STREAM, name: "ended" };
    store.addEntry({ kind: "ended", stream: ended, feed: "ended", at, ended: at, storedAt: at });
    const past = pastOf(store);
    expect((await past(moment)).tiles.map(({ name }) => name)).toEqual(["secret", "seen"]);
    const scope = parseScope([`${STREAM.account}/seen`]);
    expect((await past(moment, scope ?? EVERYTHING)).tiles.map(({ name }) => name)).toEqual(["seen"]);
  });

  test("costs 3 LISTs for each thousand feeds that were live, and 11 with those that were stalled", async () => {
    for (const [feeds, live, whole] of [
      [1_000, 3, 11],
      [3_000, 9, 33],
    ] as const) {
      const store = createMemoryStore(NOW);
      const moment = NOW - DAY;
      for (let feed = 0; feed < feeds; feed += 1) {
        for (let time = moment - 6 * MINUTE; time < moment + 2 * MINUTE; time += 30_000) {
          store.addEntry(
            entryOf(frame(time + 1 + Math.floor((feed * 30_000) / feeds), { feed: `feed-${feed}` })),
          );
        }
      }
      const readSlices = createSlices(store, store.now);
      await readSlices([[moment - LIVE_MS, moment]], store);
      expect(store.count()).toBeLessThanOrEqual(live);
      await readSlices([[moment - STALLED_MS, moment]], store);
      expect(store.count()).toBeLessThanOrEqual(whole);
    }
  });

  test("is told in part when the budget does not reach for what was stalled", async () => {
    const store = createMemoryStore(NOW);
    const moment = NOW - DAY;
    for (let time = moment - 6 * MINUTE; time < moment; time += 100) store.addEntry(entryOf(frame(time)));
    let tokens = 1;
    const listLog: MemoryStore["listLog"] = (range) => {
      tokens -= 1;
      return tokens < 0 ? Promise.reject(new BudgetError(1)) : store.listLog(range);
    };
    const { isWhole, tiles } = await pastOf(store, { listLog })(moment);
    expect(isWhole).toBe(false);
    expect(tiles).toHaveLength(1);
  });

  test("is empty before the log and in the future, at no cost", async () => {
    const store = createMemoryStore(NOW);
    store.addEntry(entryOf(frame(NOW - 40 * DAY)));
    const past = pastOf(store);
    for (const moment of [1, NOW - 40 * DAY, NOW + 10 * MINUTE, 9_990_000_000_000]) {
      expect(await past(moment)).toEqual({ at: moment, tiles: [], isWhole: true });
    }
    expect(store.count()).toBe(0);
  });
});

test("walls are composed once for all viewers while there is room for their tiles", async () => {
  const store = createMemoryStore(NOW);
  const moments = [0, 1, 2].map((place) => NOW - DAY + place * MINUTE);
  for (const moment of moments) store.addFrame(frame(moment - 1_000));
  const past = pastOf(store, store, createWallAt(250));
  const wall = (place: number) => past(moments[place] ?? NaN);
  const [first, second] = [await wall(0), await wall(1)];
  expect(await wall(0)).toBe(first);
  await wall(2);
  expect(await wall(0)).toBe(first);
  expect(await wall(1)).not.toBe(second);
});
