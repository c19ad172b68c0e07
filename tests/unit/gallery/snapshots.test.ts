import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSnapshots } from "#lib/gallery/snapshots.ts";
import type { LogFields } from "#lib/http/log.ts";
import { StoreError, type StoredFact } from "#lib/store/store.ts";
import { frame, NOON, SECOND } from "../model/facts.ts";

type Lister = (signal: AbortSignal) => Promise<StoredFact[]>;

const FACTS = [frame(NOON)];
const works: Lister = () => Promise.resolve(FACTS);
const fails: Lister = () => Promise.reject(new StoreError("list", new Error("no answer")));
const hangs: Lister = () => new Promise(() => undefined);

/** Snapshots of a store that lists as told, and what was asked of it. */
function snapshotsOf(first: Lister) {
  const lines: [string, LogFields][] = [];
  const told = { list: first, lists: 0, lines, asked: [] as string[] };
  const store = {
    listFacts: (of: unknown, signal: AbortSignal) => {
      told.lists += 1;
      told.asked.push(String(of));
      return told.list(signal);
    },
  };
  const current = createSnapshots({
    store,
    log: (event, fields) => told.lines.push([event, fields]),
    now: Date.now,
  });
  return Object.assign(told, { current });
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("a snapshot", () => {
  test("has the facts of all streams, and when the store was asked", async () => {
    const snapshots = snapshotsOf(works);
    expect(await snapshots.current()).toEqual({ facts: FACTS, asOf: NOON });
    expect(snapshots.asked).toEqual(["all"]);
  });

  test("is taken once for all who ask in the same moment", async () => {
    const snapshots = snapshotsOf(async () => {
      await pass(100);
      return FACTS;
    });
    const all = await Promise.all(Array.from({ length: 100 }, () => snapshots.current()));
    expect(new Set(all).size).toBe(1);
    expect(snapshots.lists).toBe(1);
  });

  test("is good for two seconds, and no longer", async () => {
    const snapshots = snapshotsOf(works);
    await snapshots.current();
    await pass(2 * SECOND - 1);
    await snapshots.current();
    expect(snapshots.lists).toBe(1);
    await pass(1);
    expect(await snapshots.current()).toEqual({ facts: FACTS, asOf: NOON + 2 * SECOND });
    expect(snapshots.lists).toBe(2);
  });

  test("is taken afresh after the clock was set back", async () => {
    const snapshots = snapshotsOf(works);
    await snapshots.current();
    vi.setSystemTime(NOON - 3_600 * SECOND);
    await pass(2 * SECOND);
    await snapshots.current();
    expect(snapshots.lists).toBe(2);
  });
});

describe("while the store fails", () => {
  test("there is none if there never was one, and the log says why", async () => {
    const snapshots = snapshotsOf(fails);
    expect(await snapshots.current()).toBeNull();
    expect(snapshots.lines).toEqual([
      ["snapshot-failed", { level: "error", error: "list failed: Error: no answer", lastGood: undefined }],
    ]);
  });

  test("the last good one is given, with its own time", async () => {
    const snapshots = snapshotsOf(works);
    const good = await snapshots.current();
    snapshots.list = fails;
    await pass(3 * SECOND);
    expect(await snapshots.current()).toBe(good);
    expect(snapshots.lines).toMatchObject([["snapshot-failed", { lastGood: NOON }]]);
  });

  test("it is asked once a second at most, however many viewers there are", async () => {
    const snapshots = snapshotsOf(fails);
    await Promise.all([snapshots.current(), snapshots.current()]);
    await pass(SECOND - 1);
    expect(await snapshots.current()).toBeNull();
    expect(snapshots.lists).toBe(1);
    await pass(1);
    await snapshots.current();
    expect(snapshots.lists).toBe(2);
  });

  test("news come as soon as it works again", async () => {
    const snapshots = snapshotsOf(fails);
    await snapshots.current();
    snapshots.list = works;
    await pass(SECOND);
    expect(await snapshots.current()).toEqual({ facts: FACTS, asOf: NOON + SECOND });
  });

  test("a viewer waits a second at most where there is a last good one", async () => {
    const snapshots = snapshotsOf(works);
    const good = await snapshots.current();
    snapshots.list = hangs;
    await pass(2 * SECOND);
    const waiting = snapshots.current();
    await pass(SECOND);
    expect(await waiting).toBe(good);
  });
});
