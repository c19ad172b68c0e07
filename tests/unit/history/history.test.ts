import { describe, expect, test } from "vitest";
import { EVERYTHING, parseScope, type Scope } from "#lib/access/scope.ts";
import { createHistory } from "#lib/history/history.ts";
import { NO_COVERAGE } from "#lib/model/coverage.ts";
import { DAY, frame, HOUR, MINUTE, NOON, SECOND, STREAM, toStoredFrame } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

const ID = "ZG6NWV/teststream";
const everybody = { scope: EVERYTHING, client: null };

function scene(isKnown: boolean | null = true, originals = true) {
  const clock = { now: NOON };
  const bucket = createMemoryBucket(() => clock.now);
  const history = createHistory({
    store: bucket,
    log: () => undefined,
    listsPerSecond: 10,
    logDays: 5,
    originals,
    isKnown: () => isKnown,
    elapsed: () => clock.now,
    delay: () => new Promise(() => undefined),
  });
  return { clock, bucket, history };
}

/** All that can be asked about one stream. */
async function askAll({ history }: ReturnType<typeof scene>, scope: Scope = EVERYTHING) {
  const reader = { scope, client: null };
  const all = { stream: STREAM, source: null, feed: null };
  return {
    history: (await history.framesOfHistory(reader, STREAM, [NOON])).past.frames[ID],
    moment: await history.moment(reader, { ...all, at: NOON }, { latest: NOON, atLeast: -Infinity }),
    day: await history.coverage(reader, all, [NOON - DAY, NOON]),
    month: await history.coverage(reader, all, [NOON - 30 * DAY, NOON]),
  };
}

describe("a stream", () => {
  const nothing = { history: [], moment: { shown: null, around: [] }, day: NO_COVERAGE, month: NO_COVERAGE };

  test("that does not exist costs no request", async () => {
    const unknown = scene(false);
    expect(await askAll(unknown)).toEqual(nothing);
    expect(unknown.bucket.count()).toBe(0);
  });

  test("outside a scope looks as if it did not exist", async () => {
    const { bucket, history } = scene();
    bucket.put(frame(NOON - SECOND));
    bucket.putPreview(frame(NOON - SECOND));
    const scope = parseScope(["ZG6NWV/other"]) ?? EVERYTHING;
    expect(await askAll({ bucket, history, clock: { now: NOON } }, scope)).toEqual(nothing);
    const { past } = await history.framesOfLog({ scope, client: null }, [STREAM], [NOON]);
    expect(past.frames).toEqual({ [ID]: [] });
    const one = { feed: "feed-1", time: NOON - SECOND };
    expect(await history.frameOfLog({ scope, client: null }, STREAM, one)).toBeNull();
    expect(bucket.count()).toBe(0);
  });

  test("is read while the names of streams are still being listed", async () => {
    const unlisted = scene(null);
    unlisted.bucket.putPreview(frame(NOON - SECOND));
    expect((await askAll(unlisted)).moment.shown?.time).toBe(NOON - SECOND);
  });
});

describe("frames of the log", () => {
  test("are those shown at each moment, with source, faults and picture", async () => {
    const { bucket, history } = scene();
    const at = NOON - DAY;
    bucket.put(frame(at - 20_000, { source: "left", faults: ["black"] }));
    bucket.put(frame(at + 10_000, { source: "left", isBare: true }));
    bucket.put(frame(at - 10_000, { feed: "second", source: "right" }));
    const { past, firstEnd } = await history.framesOfLog(everybody, [STREAM], [at, at + 30_000]);
    expect(past.isWhole).toBe(true);
    expect(
      past.frames[ID]?.map((one) => [one.time - at, one.source, one.faults, one.picture.split("/")[3]]),
    ).toEqual([
      [10_000, "left", [], "original"],
      [-10_000, "right", [], "preview"],
      [-20_000, "left", ["black"], "preview"],
    ]);
    expect(firstEnd).toBe(
      (await bucket.pictureUrl({ frame: frame(at).frame, kind: "preview" }, NOON)).expires,
    );
  });

  test("of a moment whose wall is read cost no further LIST", async () => {
    const { bucket, history } = scene();
    const at = NOON - DAY;
    bucket.put(frame(at - 20_000));
    await history.wallAt(everybody, at);
    const lists = bucket.count("log");
    const { past } = await history.framesOfLog(everybody, [STREAM], [at]);
    expect(past.frames[ID]).toHaveLength(1);
    expect([lists > 0, bucket.count("log")]).toEqual([true, lists]);
  });

  test("are found by their feed and exact time, where the wall is read at no cost", async () => {
    // The stream may have left the wall.
    const { bucket, history } = scene(false);
    const at = NOON - DAY;
    bucket.put(frame(at - 20_000));
    await history.wallAt(everybody, at);
    const requests = bucket.count();
    const find = (feed: string, time: number) => history.frameOfLog(everybody, STREAM, { feed, time });
    expect(await find("feed-1", at - 20_000)).toMatchObject({ feed: "feed-1", time: at - 20_000 });
    expect(await find("feed-1", at - 19_999)).toBeNull();
    expect(await find("feed-2", at - 20_000)).toBeNull();
    expect(await find("feed-1", NOON - 20 * DAY)).toBeNull();
    expect(await find("feed-1", NOON + 1)).toBeNull();
    expect(bucket.count()).toBe(requests);
  });

  test("of a moment outside the log are none, at no cost", async () => {
    const { bucket, history } = scene();
    bucket.put(frame(NOON - 20 * DAY));
    const { past } = await history.framesOfLog(everybody, [STREAM], [NOON - 20 * DAY]);
    expect(past).toEqual({ frames: { [ID]: [] }, isWhole: true });
    expect(bucket.count("log")).toBe(0);
  });
});

test("frames of eight hours of history cost a LIST for each thousand", async () => {
  const { bucket, history } = scene();
  const end = NOON - 4 * HOUR - 1;
  for (let age = 0; age < 9 * HOUR; age += 30_000)
    for (let n = 0; n < 10; n += 1) bucket.putPreview(frame(end - age + 9 - n, { feed: `feed-${n}` }));
  const moments = Array.from({ length: 48 }, (_, place) => end - (47 - place) * 10 * MINUTE);
  const { past } = await history.framesOfHistory(everybody, STREAM, moments);
  expect(past.frames[ID]).toHaveLength(480);
  expect(bucket.count()).toBeLessThanOrEqual(14);
});

test("a picture that is larger than its preview has an original while the log is kept, unless the setting says no", async () => {
  const originals = async ({ bucket, history }: ReturnType<typeof scene>, age: number) => {
    const entry = frame(NOON - age, { width: 1920, height: 1080 });
    bucket.put(entry);
    bucket.putPreview(entry);
    const log = await history.framesOfLog(everybody, [STREAM], [NOON - age]);
    const previews = await history.framesOfHistory(everybody, STREAM, [NOON - age]);
    return [log, previews].map(({ past }) => past.frames[ID]?.map((one) => [one.aspect, one.original]));
  };
  expect(await originals(scene(), 6 * DAY)).toEqual([[[1.778, 1920]], [[1.778, 1920]]]);
  expect((await originals(scene(), 8 * DAY))[1]).toEqual([[1.778, null]]);
  expect(await originals(scene(true, false), 6 * DAY)).toEqual([[[1.778, null]], [[1.778, null]]]);
});

test("an original of the last day costs no request, an older one a HEAD that viewers share", async () => {
  const { bucket, history } = scene();
  const [fresh, old, expired] = [frame(NOON - HOUR), frame(NOON - 5 * DAY), frame(NOON - 9 * DAY)];
  bucket.put(old);
  expect(await history.hasOriginal(toStoredFrame(fresh), null)).toBe(true);
  expect(bucket.count()).toBe(0);
  for (let viewer = 0; viewer < 3; viewer += 1) {
    expect(await history.hasOriginal(toStoredFrame(old), null)).toBe(true);
    expect(await history.hasOriginal(toStoredFrame(expired), null)).toBe(false);
  }
  expect(bucket.count()).toBe(2);
  expect(await history.originalSize(toStoredFrame(old), null)).toBeGreaterThan(0);
  expect(await history.originalSize(toStoredFrame(expired), null)).toBeNull();
  expect(bucket.count()).toBe(2);
});

describe("the reach of the log", () => {
  test("is the bucket's, read once an hour in the background", async () => {
    const { clock, bucket, history } = scene();
    expect(await history.logReach()).toBe(7);
    clock.now += HOUR - 1;
    await history.logReach();
    expect(bucket.count()).toBe(1);
    clock.now += 2;
    bucket.mode = "hangs";
    expect(await history.logReach()).toBe(7);
    expect(bucket.count()).toBe(2);
  });

  test("is the setting while the bucket cannot be read", async () => {
    const { bucket, history } = scene();
    bucket.mode = "fails";
    expect(await history.logReach()).toBe(5);
  });
});
