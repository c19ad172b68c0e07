import { describe, expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { createSlices, SLICE_MS, type Slice } from "#lib/history/slices.ts";
import type { Span } from "#lib/model/coverage.ts";
import { getTime } from "#lib/model/feed.ts";
import { createMemoryStore, entryOf, frame, STREAM } from "./memory-store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 15, 33);
/** On the grid of slices, and long settled. */
const PAST = NOW - 3 * HOUR;

/** Feeds that send every 30 s between two times. */
function scene(feeds: number, from: number, to: number, maxSize?: number) {
  const store = createMemoryStore(NOW);
  for (let time = from; time < to; time += 30_000) {
    for (let feed = 0; feed < feeds; feed += 1) {
      const offset = 1 + Math.floor((feed * 30_000) / feeds);
      store.addEntry(entryOf(frame(time + offset, { feed: `feed-${feed}` })));
    }
  }
  const readSlices = createSlices(store, store.now, maxSize);
  const read = (from: number, to: number, limited: Pick<typeof store, "listLog"> = store) =>
    readSlices([[from, to]], limited);
  /** The requests of a read. */
  const count = async (...span: Span) => {
    const before = store.count();
    await read(...span);
    return store.count() - before;
  };
  return { store, read, count };
}

const toTimes = (slices: readonly Slice[]) =>
  slices
    .flatMap(({ byStream }) => [...byStream.values()].flat())
    .map(getTime)
    .sort((a, b) => a - b);

describe("slices of the log", () => {
  test("have every entry of a span, and concurrent viewers share one LIST", async () => {
    const { store, read } = scene(40, PAST - 10 * MINUTE, PAST + 10 * MINUTE);
    const all = await Promise.all([1, 2, 3].map(() => read(PAST - MINUTE, PAST)));
    const expected = store
      .entries()
      .map(getTime)
      .filter((time) => time > PAST - MINUTE && time <= PAST)
      .sort((a, b) => a - b);
    for (const slices of all) expect(toTimes(slices)).toEqual(expected);
    expect(store.count()).toBe(1);
  });

  test("cost a LIST for each thousand entries while playing forward", async () => {
    const { store, read } = scene(40, PAST, PAST + HOUR);
    for (let moment = PAST + MINUTE; moment <= PAST + HOUR; moment += 30_000)
      await read(moment - MINUTE, moment);
    expect(store.entries()).toHaveLength(4_800);
    expect(store.count()).toBeLessThanOrEqual(6);
  });

  test("are listed only where unknown, consecutive ones together", async () => {
    const { count } = scene(900, PAST, PAST + 10 * MINUTE);
    await count(PAST + 2 * MINUTE, PAST + 3 * MINUTE);
    const entries = 900 * 2 * 2;
    expect(await count(PAST + MINUTE, PAST + 4 * MINUTE)).toBeLessThanOrEqual(entries / 1_000 + 2);
  });

  test("are valid for an hour if settled, and for 20 seconds if recent", async () => {
    const { store, count } = scene(2, NOW - HOUR, NOW);
    const read = (moment: number) => count(moment - MINUTE, moment);
    expect(await read(NOW - 20 * MINUTE)).toBe(1);
    expect(await read(NOW)).toBe(0);
    store.control.now += 21_000;
    expect(await read(NOW)).toBe(1);
    expect(await read(NOW - 20 * MINUTE)).toBe(0);
    store.control.now += HOUR;
    expect(await read(NOW - 20 * MINUTE)).toBe(1);
  });

  test("are listed again after the clock was set back", async () => {
    const { store, count } = scene(2, NOW - HOUR, NOW);
    await count(NOW - MINUTE, NOW);
    store.control.now -= MINUTE;
    expect(await count(NOW - MINUTE, NOW)).toBe(1);
  });

  test("leave out notes", async () => {
    const { store, read } = scene(1, PAST - 5 * MINUTE, PAST);
    const { storedAt, ...late } = frame(PAST - 3 * MINUTE + 7);
    store.addEntry({ kind: "note", at: PAST - 1, frame: late, storedAt });
    expect(toTimes(await read(PAST - MINUTE, PAST))).not.toContain(PAST - 1);
  });

  test("have an event at its own time", async () => {
    const { store, read } = scene(0, PAST, PAST);
    const at = PAST - SLICE_MS;
    store.addEntry({ kind: "ended", stream: STREAM, feed: "feed", at, ended: at - 9, storedAt: at });
    expect(toTimes(await read(at - 1, at))).toEqual([at]);
    expect(toTimes(await read(at, PAST))).toEqual([]);
  });

  test("are read for one client when another one's budget is used up, all together", async () => {
    const { store, read } = scene(1, PAST - MINUTE, PAST);
    const greedy = { listLog: () => Promise.reject(new BudgetError(7)) };
    const [refused, other] = await Promise.allSettled([
      read(PAST - MINUTE, PAST, greedy),
      read(PAST - MINUTE, PAST),
    ]);
    expect(refused).toMatchObject({ status: "rejected", reason: { retryAfter: 7 } });
    expect(other.status).toBe("fulfilled");
    expect(store.count()).toBe(1);
  });

  test("that were read when the budget ended are kept for the next try", async () => {
    const { store, read } = scene(2_000, PAST - 2 * MINUTE, PAST);
    let tokens = 3;
    const limited = {
      async listLog(range: Parameters<typeof store.listLog>[0]) {
        if (tokens === 0) throw new BudgetError(1);
        tokens -= 1;
        return store.listLog(range);
      },
    };
    let tries = 0;
    for (; tries < 10; tries += 1) {
      const done = await read(PAST - 2 * MINUTE, PAST, limited).catch(() => null);
      if (done !== null) break;
      tokens = 3;
    }
    expect(tries).toBeLessThanOrEqual(4);
    expect(store.count()).toBeLessThanOrEqual(8 + tries);
  });

  test("are dropped beyond their number of entries, the least recently used first", async () => {
    const { count } = scene(10, PAST, PAST + HOUR, 2_000);
    const read = (minute: number) => count(PAST + minute * MINUTE, PAST + (minute + 1) * MINUTE);
    await read(50);
    expect(await read(51)).toBe(0);
    await read(0);
    expect(await read(50)).toBe(1);
  });
});
