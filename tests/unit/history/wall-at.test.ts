import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERYTHING, parseScope, type Scope } from "#lib/access/scope.ts";
import { readMoments } from "#lib/history/at-moments.ts";
import { BudgetError } from "#lib/history/budget.ts";
import { createSlices } from "#lib/history/slices.ts";
import { createWallAt, wallAt } from "#lib/history/wall-at.ts";
import { faultStart, toFeeds, getTime, type StoredEntry } from "#lib/model/feed.ts";
import { findAlarm, LOST_MS } from "#lib/model/section.ts";
import { LIVE_MS, STALLED_MS, toState } from "#lib/model/state.ts";
import { DOCTOR } from "#lib/model/stream.ts";
import { hasEnded, toTileFields, toTiles } from "#lib/model/tile.ts";
import { DAY, ended, frame, MINUTE, NOON, SECOND, STREAM } from "../../support/entries.ts";
import { createMemoryBucket, type MemoryBucket } from "../../support/memory-bucket.ts";

/** A bucket, and its wall at a moment. @param compose makes the wall of what was read */
function scene(compose = wallAt) {
  const bucket = createMemoryBucket(() => NOON);
  const parts = {
    readSlices: createSlices(bucket, bucket.now),
    now: bucket.now,
    logReach: () => Promise.resolve(7),
    delay: () => new Promise<void>(() => undefined),
  };
  const past = async (
    moment: number,
    scope: Scope = EVERYTHING,
    limited: Pick<MemoryBucket, "listLog"> = bucket,
  ) => compose(await readMoments([moment], limited, parts), moment, scope);
  return { ...bucket, past };
}

const streams = ["stage", "stage 2", "zoo"].map((name) => ({ ...STREAM, name }));
const entry = fc
  .record({
    kind: fc.constantFrom("frame", "frame", "frame", "frame", "started", "ended"),
    stream: fc.constantFrom(...streams),
    feed: fc.constantFrom("a", "b", "c"),
    at: fc.integer({ min: -15 * MINUTE, max: 2 * MINUTE }).map((offset) => NOON - DAY + offset),
    source: fc.constantFrom(null, "", "left", "right"),
    faults: fc.constantFrom([], [], ["black" as const]),
    isBare: fc.boolean(),
    storedAfter: fc.integer({ min: 0, max: 20_000 }),
  })
  .map(({ kind, stream, feed, at, source, faults, isBare, storedAfter }): StoredEntry => {
    const storedAt = at + storedAfter;
    if (kind === "started") return { kind, stream, feed, at, source, storedAt };
    if (kind === "ended") return { kind, stream, feed, at, ended: at - 500, storedAt };
    return frame(at, { stream, feed, source, faults, isBare, storedAt });
  });

describe("the wall at a past moment", () => {
  test("is that of all entries of ten minutes, however the log lies and whatever was read before", async () => {
    const moments = fc.array(fc.integer({ min: -5 * MINUTE, max: MINUTE }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 60 }), moments, async (all, offsets) => {
        const { entries, past, put } = scene();
        for (const one of all) put(one);
        for (const offset of offsets) {
          const moment = NOON - DAY + offset;
          const seen = entries().filter((one) => {
            const time = getTime(one);
            return time > moment - LOST_MS && time <= moment;
          });
          const tiles = toTiles(toFeeds(seen)).flatMap((tile) => {
            const { newest, good } = tile.feed;
            const then = { seen: newest.time, ended: hasEnded(tile.feed), faults: newest.faults };
            const isLost = then.ended || toState(then, moment) === "offline";
            if (isLost && findAlarm(then, moment) === null) return [];
            const since = good === null ? null : faultStart(tile.feed, 0);
            return [{ ...toTileFields(tile), state: toState(then, moment), since }];
          });
          expect(await past(moment)).toEqual({ at: moment, tiles, isWhole: true });
        }
      }),
      { numRuns: 60 },
    );
  });

  test("has source, faults and state of each tile, in the order of the wall", async () => {
    const { past, put } = scene();
    const moment = NOON - 2 * DAY;
    const on = (name: string, age: number, of: Parameters<typeof frame>[1] = {}) =>
      put(frame(moment - age, { stream: { ...STREAM, name }, ...of }));
    on("stage 10", 10 * SECOND);
    on("stage 2", 100 * SECOND, { source: "left", faults: ["black"] });
    on("gone", LOST_MS);
    on("lost", STALLED_MS + 1);
    on("later", -1);
    const { tiles } = await past(moment);
    expect(tiles.map(({ name, source, faults, state }) => [name, source, faults, state])).toEqual([
      ["lost", null, [], "offline"],
      ["stage 2", "left", ["black"], "stalled"],
      ["stage 10", null, [], "live"],
    ]);
  });

  test("tells since when a picture has a fault, where that is known", async () => {
    const { past, put } = scene();
    const moment = NOON - 2 * DAY;
    const faults = ["frozen"] as const;
    for (const age of [9, 8]) put(frame(moment - age * MINUTE, age === 9 ? {} : { faults }));
    for (const age of [2, 1]) put(frame(moment - age * MINUTE, { faults }));
    const always = { stream: { ...STREAM, name: "always" }, faults };
    for (const age of [9, 1]) put(frame(moment - age * MINUTE, always));
    const { tiles } = await past(moment);
    expect(Object.fromEntries(tiles.map(({ name, since }) => [name, since]))).toEqual({
      [STREAM.name]: moment - 8 * MINUTE,
      always: null,
    });
  });

  test("leaves out ended feeds, streams outside the scope, and the doctor's", async () => {
    const { past, put } = scene();
    const moment = NOON - DAY;
    const of = (name: string, account = STREAM.account) => ({ stream: { account, name }, feed: name });
    for (const where of [of("seen"), of("secret"), of("ended"), of("self-test", DOCTOR)])
      put(frame(moment - 5 * SECOND, where));
    put(ended(moment - SECOND, of("ended")));
    const names = async (scope?: Scope) => (await past(moment, scope)).tiles.map(({ name }) => name);
    expect(await names()).toEqual(["secret", "seen"]);
    expect(await names(parseScope(["ZG6NWV/seen"]) ?? undefined)).toEqual(["seen"]);
  });

  test("costs 3 LISTs for each thousand live feeds, and 21 with lost ones", async () => {
    const bucket = scene();
    const moment = NOON - DAY;
    const feeds = 2_000;
    for (let feed = 0; feed < feeds; feed += 1)
      for (let time = moment - 11 * MINUTE; time < moment + MINUTE; time += 30 * SECOND)
        bucket.put(frame(time + 1 + Math.floor((feed * 30_000) / feeds), { feed: `feed-${feed}` }));
    const readSlices = createSlices(bucket, bucket.now);
    await readSlices([[moment - LIVE_MS, moment]], bucket);
    expect(bucket.count()).toBeLessThanOrEqual(6);
    await readSlices([[moment - LOST_MS, moment]], bucket);
    expect(bucket.count()).toBeLessThanOrEqual(42);
  });

  test("is incomplete when the budget ends before the stalled feeds", async () => {
    const bucket = scene();
    const moment = NOON - DAY;
    for (let time = moment - 6 * MINUTE; time < moment; time += 100) bucket.put(frame(time));
    let tokens = 1;
    const listLog: MemoryBucket["listLog"] = (range) =>
      (tokens -= 1) < 0 ? Promise.reject(new BudgetError(1)) : bucket.listLog(range);
    const wall = await bucket.past(moment, EVERYTHING, { listLog });
    expect(wall).toMatchObject({ isWhole: false, tiles: [{ name: STREAM.name }] });
  });

  test("is empty before the log and in the future, at no cost", async () => {
    const { count, past, put } = scene();
    put(frame(NOON - 40 * DAY));
    for (const moment of [1, NOON - 40 * DAY, NOON + 10 * MINUTE, 9_990_000_000_000])
      expect(await past(moment)).toEqual({ at: moment, tiles: [], isWhole: true });
    expect(count()).toBe(0);
  });
});

test("walls are composed once for all viewers while there is room for their tiles", async () => {
  const { past, put } = scene(createWallAt(0, 250));
  const moments = [0, 1, 2].map((place) => NOON - DAY + place * MINUTE);
  for (const moment of moments) put(frame(moment - SECOND));
  const wall = (place: number) => past(moments[place] ?? NaN);
  const [first, second] = [await wall(0), await wall(1)];
  expect(await wall(0)).toBe(first);
  await wall(2);
  expect(await wall(0)).toBe(first);
  expect(await wall(1)).not.toBe(second);
});
