import { expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { createSlices, SLICE_MS, type Slice } from "#lib/history/slices.ts";
import { getTime } from "#lib/model/feed.ts";
import { ended, frame, HOUR, MINUTE, NOON, note } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

/** On the grid of slices, and long settled. */
const PAST = NOON - 3 * HOUR;

/** Feeds that send every 30 s between two times. */
function scene(feeds: number, from: number, to: number, maxSize?: number) {
  const clock = { now: NOON };
  const bucket = createMemoryBucket(() => clock.now);
  for (let time = from; time < to; time += 30_000)
    for (let feed = 0; feed < feeds; feed += 1)
      bucket.put(frame(time + 1 + Math.floor((feed * 30_000) / feeds), { feed: `feed-${feed}` }));
  const readSlices = createSlices(bucket, bucket.now, maxSize);
  const read = (from: number, to: number, limited: Pick<typeof bucket, "listLog"> = bucket) =>
    readSlices([[from, to]], limited);
  /** The requests of a read. */
  const count = async (from: number, to: number) => {
    const before = bucket.count();
    await read(from, to);
    return bucket.count() - before;
  };
  return { clock, bucket, read, count };
}

const toTimes = (slices: readonly Slice[]) =>
  slices
    .flatMap(({ byStream }) => [...byStream.values()].flat())
    .map(getTime)
    .sort((a, b) => a - b);

test("have every entry of a span; concurrent viewers share one LIST", async () => {
  const { bucket, read } = scene(40, PAST - 10 * MINUTE, PAST + 10 * MINUTE);
  for (const slices of await Promise.all([1, 2, 3].map(() => read(PAST - MINUTE, PAST))))
    expect(toTimes(slices)).toEqual(bucket.times(PAST - MINUTE, PAST));
  expect(bucket.count()).toBe(1);
});

test("cost a LIST for each thousand entries while playing forward", async () => {
  const { bucket, read } = scene(40, PAST, PAST + HOUR);
  for (let moment = PAST + MINUTE; moment <= PAST + HOUR; moment += 30_000)
    await read(moment - MINUTE, moment);
  expect(bucket.entries()).toHaveLength(4_800);
  expect(bucket.count()).toBeLessThanOrEqual(6);
});

test("are listed only where unknown, consecutive ones together", async () => {
  const { count } = scene(500, PAST, PAST + 6 * MINUTE);
  await count(PAST + 2 * MINUTE, PAST + 3 * MINUTE);
  const unknown = 500 * 2 * 2;
  expect(await count(PAST + MINUTE, PAST + 4 * MINUTE)).toBeLessThanOrEqual(unknown / 1_000 + 2);
});

test("are valid for an hour if settled, and for 20 seconds if recent", async () => {
  const { clock, count } = scene(2, NOON - HOUR, NOON);
  const read = (moment: number) => count(moment - MINUTE, moment);
  expect(await read(NOON - 20 * MINUTE)).toBe(1);
  expect(await read(NOON)).toBe(0);
  clock.now += 21_000;
  expect(await read(NOON)).toBe(1);
  expect(await read(NOON - 20 * MINUTE)).toBe(0);
  clock.now += HOUR;
  expect(await read(NOON - 20 * MINUTE)).toBe(1);
});

test("are listed again after the clock was set back", async () => {
  const { clock, count } = scene(2, NOON - HOUR, NOON);
  await count(NOON - MINUTE, NOON);
  clock.now -= MINUTE;
  expect(await count(NOON - MINUTE, NOON)).toBe(1);
});

test("have an event at its own time, and no notes", async () => {
  const { bucket, read } = scene(0, PAST, PAST);
  const at = PAST - SLICE_MS;
  bucket.put(ended(at));
  bucket.put(note(at, at - 3 * MINUTE));
  expect(toTimes(await read(at - 1, at))).toEqual([at]);
  expect(toTimes(await read(at, PAST))).toEqual([]);
});

test("are read for one client when the budget of another is used up", async () => {
  const { bucket, read } = scene(1, PAST - MINUTE, PAST);
  const greedy = { listLog: () => Promise.reject(new BudgetError(7)) };
  const [rejected, other] = await Promise.allSettled([
    read(PAST - MINUTE, PAST, greedy),
    read(PAST - MINUTE, PAST),
  ]);
  expect(rejected).toMatchObject({ status: "rejected", reason: { retryAfter: 7 } });
  expect(other.status).toBe("fulfilled");
  expect(bucket.count()).toBe(1);
});

test("are kept for the next try when the budget ends", async () => {
  const { bucket, read } = scene(1_000, PAST - 2 * MINUTE, PAST);
  let tokens = 0;
  const limited: Pick<typeof bucket, "listLog"> = {
    listLog: (range) => ((tokens -= 1) < 0 ? Promise.reject(new BudgetError(1)) : bucket.listLog(range)),
  };
  let tries = 0;
  for (let isRead = false; !isRead && tries < 10; tries += 1) {
    tokens = 2;
    isRead = await read(PAST - 2 * MINUTE, PAST, limited).then(
      () => true,
      () => false,
    );
  }
  expect(tries).toBeLessThanOrEqual(4);
  expect(bucket.count()).toBeLessThanOrEqual(4 + tries);
});

test("are dropped beyond their number of entries, the least recently used first", async () => {
  const { count } = scene(10, PAST, PAST + HOUR, 2_000);
  const read = (minute: number) => count(PAST + minute * MINUTE, PAST + (minute + 1) * MINUTE);
  await read(50);
  expect(await read(51)).toBe(0);
  await read(0);
  expect(await read(50)).toBe(1);
});
