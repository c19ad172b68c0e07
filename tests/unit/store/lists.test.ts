import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAULTS } from "#lib/model/frame.ts";
import { faultKey, logKey, previewKey, startOfLog } from "#lib/model/keys.ts";
import { streamId } from "#lib/model/stream.ts";
import { createLists } from "#lib/store/lists.ts";
import type { Requests } from "#lib/store/requests.ts";
import { fakeList } from "../../support/fake-list.ts";
import { frameOf } from "../../support/frames.ts";
import { logEntry, stream } from "../model/arbitraries.ts";

const TIME = Date.UTC(2026, 10, 23, 15);
const HOUR_MS = 3_600_000;
const signal = new AbortController().signal;
const frames = Array.from({ length: 25 }, (_, n) => frameOf("acc", { time: TIME + n * 1_000 }));
const keys = frames.map((frame) => logKey({ kind: "frame", frame }));

async function readLog(list: Requests["list"], from: number, until: number) {
  const entries = [];
  for (let after: string | null = startOfLog(from); after !== null;) {
    const page = await createLists(list).listLog({ after, until }, signal);
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}

describe("the log", () => {
  test("lists each entry of a range once and in order, whatever the page size", async () => {
    const range = fc.tuple(fc.nat(30), fc.nat(30));
    const entries = fc.uniqueArray(logEntry, { selector: logKey, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(entries, range, fc.integer({ min: 1, max: 9 }), async (more, [a, b], pageSize) => {
        const { list } = fakeList([...keys, ...more.map(logKey)], pageSize);
        const [from, until] = [TIME + Math.min(a, b) * 1_000, TIME + Math.max(a, b) * 1_000];
        const listed = await readLog(list, from, until);
        const times = listed.map((entry) => ("frame" in entry ? entry.frame.time : entry.at));
        const expected = frames.map(({ time }) => time).filter((time) => time >= from && time < until);
        expect(times.filter((time) => expected.includes(time))).toEqual(expected);
        expect(times.every((time) => time >= from && time < until)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("requests no page beyond the end of the range", async () => {
    const { list, requests } = fakeList(keys, 10);
    expect(await readLog(list, TIME, TIME + 9_000)).toHaveLength(9);
    expect(requests).toHaveLength(1);
    expect(await readLog(list, TIME, TIME + 11_000)).toHaveLength(11);
    expect(requests).toHaveLength(3);
  });

  test("skips foreign keys", async () => {
    const foreign = ["a", "b", "c"].map((name) => `${startOfLog(TIME)}${name}`);
    expect(await readLog(fakeList([...keys, ...foreign], 2).list, TIME, TIME + 25_000)).toHaveLength(25);
  });

  test.each([
    ["without a key", []],
    ["that does not advance", [{ key: startOfLog(TIME), storedAt: TIME }]],
  ])("throws for a truncated page %s", async (_how, objects) => {
    const list = () => Promise.resolve({ objects, folders: [], next: "more" });
    await expect(readLog(list, TIME, TIME + 1)).rejects.toMatchObject({ name: "StoreError" });
  });
});

describe("faulty hours", () => {
  const hours = Array.from({ length: 9 }, (_, n) => TIME - n * HOUR_MS);
  const cam = { account: "acc", name: "cam" };
  const faulty = hours.flatMap((hour) => FAULTS.map((fault) => ({ stream: cam, hour, fault })));

  test("of a stream are complete on each page", async () => {
    for (const pageSize of [4, 5, 6, 7, 26, 27]) {
      const { listFaults } = createLists(fakeList(faulty.map(faultKey), pageSize).list);
      const found = [];
      for (let from = TIME, isEnd = false; !isEnd;) {
        const page = await listFaults(cam, from, signal);
        found.push(...page.hours);
        from = (page.hours.at(-1)?.hour ?? 0) - HOUR_MS;
        isEnd = page.isEnd;
      }
      expect(found).toHaveLength(faulty.length);
    }
  });

  test("of all streams come in pages", async () => {
    const { listAllFaults } = createLists(fakeList(faulty.map(faultKey), 4).list);
    const found = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await listAllFaults(after ?? null, signal);
      found.push(...page.hours);
      after = page.next;
    }
    expect(found).toHaveLength(faulty.length);
  });
});

describe("all streams", () => {
  async function listStreams(list: Requests["list"]) {
    const pages = [];
    for await (const page of createLists(list).listStreams(signal)) pages.push(page);
    return pages;
  }

  test("are found once each, whatever their names and the page size", async () => {
    const streams = fc.uniqueArray(stream, { selector: streamId, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(streams, fc.integer({ min: 1, max: 5 }), async (made, pageSize) => {
        const times = [TIME, TIME - HOUR_MS];
        const put = made.flatMap((of) => times.map((time) => previewKey(frameOf("", { stream: of, time }))));
        const found = await listStreams(fakeList(put, pageSize).list);
        expect(found.flat().map(streamId).toSorted()).toEqual(made.map(streamId).toSorted());
      }),
      { numRuns: 30 },
    );
  });

  test("take one LIST for the accounts and one per thousand streams, whatever their history", async () => {
    const put = Array.from({ length: 600 }, (_, n) => {
      const of = { account: `a${n % 2}`, name: `camera ${n % 30}` };
      return previewKey(frameOf("", { stream: of, time: TIME - n * HOUR_MS }));
    });
    const { list, requests } = fakeList(put);
    expect((await listStreams(list)).map((page) => page.length)).toEqual([0, 15, 15]);
    expect(requests).toHaveLength(3);
  });

  test("throw when a token repeats", async () => {
    const page = { objects: [], folders: [], next: "again" };
    await expect(listStreams(() => Promise.resolve(page))).rejects.toThrow("cut short");
  });
});
