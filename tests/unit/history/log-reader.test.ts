import { describe, expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { createLogReader } from "#lib/history/log-reader.ts";
import { createSliceMemory, SLICE_MS, timeOf, toSlice, type Slice } from "#lib/history/slices.ts";
import type { Read } from "#lib/history/store-reads.ts";
import { StoreError } from "#lib/store/store.ts";
import { createMemoryStore, entryOf, frame, STREAM } from "./memory-store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 15, 33);
/** On the grid of slices, and long settled. */
const PAST = NOW - 3 * HOUR;
const unlimited: Read = (_client, work) => work(AbortSignal.timeout(1_000));

/** Some feeds that send every 30 s between two times. */
function scene(feeds: number, from: number, to: number, read: Read = unlimited) {
  const store = createMemoryStore(NOW);
  for (let time = from; time < to; time += 30_000) {
    for (let feed = 0; feed < feeds; feed += 1) {
      const offset = 1 + Math.floor((feed * 30_000) / feeds);
      store.addEntry(entryOf(frame(time + offset, { feed: `feed-${feed}` })));
    }
  }
  return { store, reader: createLogReader(store, read) };
}

const timesOf = (slices: readonly Slice[]) =>
  slices
    .flatMap(({ byStream }) => [...byStream.values()].flat())
    .map(timeOf)
    .sort((a, b) => a - b);

describe("the reader of the log", () => {
  test("finds every entry of a span, and lists it once for all who ask at the same time", async () => {
    const { store, reader } = scene(40, PAST - 10 * MINUTE, PAST + 10 * MINUTE);
    const all = await Promise.all([1, 2, 3].map(() => reader([[PAST - MINUTE, PAST]], null)));
    const expected = store
      .entries()
      .map(timeOf)
      .filter((time) => time > PAST - MINUTE && time <= PAST)
      .sort((a, b) => a - b);
    for (const slices of all) expect(timesOf(slices)).toEqual(expected);
    expect(store.count()).toBe(1);
  });

  test("finds what a LIST told behind the span: playing forward costs a LIST for each thousand entries", async () => {
    const { store, reader } = scene(40, PAST, PAST + HOUR);
    for (let moment = PAST + MINUTE; moment <= PAST + HOUR; moment += 30_000) {
      await reader([[moment - MINUTE, moment]], null);
    }
    expect(store.entries()).toHaveLength(4_800);
    expect(store.count()).toBeLessThanOrEqual(6);
  });

  test("lists only what is missing between what is known, consecutive slices at once", async () => {
    const { store, reader } = scene(900, PAST, PAST + 10 * MINUTE);
    await reader([[PAST + 2 * MINUTE, PAST + 3 * MINUTE]], null);
    const before = store.count();
    await reader([[PAST + MINUTE, PAST + 4 * MINUTE]], null);
    const entries = 900 * 2 * 2;
    expect(store.count() - before).toBeLessThanOrEqual(entries / 1_000 + 2);
  });

  test("believes what was settled for an hour, and what is recent for 20 seconds", async () => {
    const { store, reader } = scene(2, NOW - HOUR, NOW);
    const read = async (moment: number) => {
      const before = store.count();
      await reader([[moment - MINUTE, moment]], null);
      return store.count() - before;
    };
    expect(await read(NOW - 20 * MINUTE)).toBe(1);
    expect(await read(NOW)).toBe(0);
    store.control.now += 21_000;
    expect(await read(NOW)).toBe(1);
    expect(await read(NOW - 20 * MINUTE)).toBe(0);
    store.control.now += HOUR;
    expect(await read(NOW - 20 * MINUTE)).toBe(1);
  });

  test("ignores notes: frames stand at their own time", async () => {
    const { store, reader } = scene(1, PAST - 5 * MINUTE, PAST);
    const { storedAt, ...late } = frame(PAST - 3 * MINUTE + 7);
    store.addEntry({ kind: "note", at: PAST - 1, frame: late, storedAt });
    const slices = await reader([[PAST - MINUTE, PAST]], null);
    expect(timesOf(slices)).not.toContain(PAST - 1);
  });

  test("tells an event at its own time", async () => {
    const { store, reader } = scene(0, PAST, PAST);
    const at = PAST - SLICE_MS;
    store.addEntry({ kind: "ended", stream: STREAM, feed: "feed", at, ended: at - 9, storedAt: at });
    expect(timesOf(await reader([[at - 1, at]], null))).toEqual([at]);
    expect(timesOf(await reader([[at, PAST]], null))).toEqual([]);
  });

  test("tries again after a failure", async () => {
    const { store, reader } = scene(1, PAST - MINUTE, PAST);
    store.control.fails = true;
    await expect(reader([[PAST - MINUTE, PAST]], null)).rejects.toThrow(StoreError);
    store.control.fails = false;
    expect(await reader([[PAST - MINUTE, PAST]], null)).toHaveLength(4);
  });

  test("reads for one client what another one has no budget left for", async () => {
    const read: Read = async (client, work) => {
      await Promise.resolve();
      if (client === "greedy") throw new BudgetError(7);
      return work(AbortSignal.timeout(1_000));
    };
    const { reader } = scene(1, PAST - MINUTE, PAST, read);
    const [greedy, other] = await Promise.allSettled([
      reader([[PAST - MINUTE, PAST]], "greedy"),
      reader([[PAST - MINUTE, PAST]], "other"),
    ]);
    expect(greedy).toMatchObject({ status: "rejected", reason: { retryAfter: 7 } });
    expect(other.status).toBe("fulfilled");
  });

  test("keeps what was read when the budget ends, so that the next try goes on from there", async () => {
    let tokens = 3;
    const read: Read = async (_client, work) => {
      if (tokens === 0) throw new BudgetError(1);
      tokens -= 1;
      return work(AbortSignal.timeout(1_000));
    };
    const { store, reader } = scene(2_000, PAST - 2 * MINUTE, PAST, read);
    const span = [PAST - 2 * MINUTE, PAST] as const;
    let tries = 0;
    for (; tries < 10; tries += 1) {
      const done = await reader([span], null).catch(() => null);
      if (done !== null) break;
      tokens = 3;
    }
    expect(tries).toBeLessThanOrEqual(4);
    expect(store.count()).toBeLessThanOrEqual(8 + tries);
  });
});

test("the memory of slices holds no more entries than it may, and forgets what was asked for the longest ago", () => {
  const entries = Array.from({ length: 10 }, (_, n) => entryOf(frame(PAST + n)));
  const memory = createSliceMemory(() => NOW, 30);
  for (let number = 1; number <= 3; number += 1) memory.add(toSlice(number, NOW, entries));
  memory.find(1);
  memory.add(toSlice(4, NOW, entries));
  expect([1, 2, 3, 4].map((number) => memory.find(number) !== undefined)).toEqual([true, false, true, true]);
});
