import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAULTS } from "#lib/model/frame.ts";
import { faultKey, logKey, previewKey, startOfLog } from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { createLists } from "#lib/store/lists.ts";
import { createStreamLister } from "#lib/store/streams.ts";
import { fakeList } from "../../support/fake-list.ts";
import { frameOf } from "../../support/frames.ts";
import { logEntry, stream } from "../model/arbitraries.ts";

const TIME = Date.UTC(2026, 10, 23, 15);
const HOUR_MS = 3_600_000;
const STREAM = { account: "acc", name: "cam" };
const signal = new AbortController().signal;
const frames = Array.from({ length: 25 }, (_, n) => frameOf("acc", { time: TIME + n * 1_000 }));
const keys = frames.map((frame) => logKey({ kind: "frame", frame }));

async function readAll(lists: ReturnType<typeof createLists>, from: number, until: number) {
  const entries = [];
  for (let after: string | null = startOfLog(from); after !== null;) {
    const page = await lists.listLog({ after, until }, signal);
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}

describe("the log", () => {
  test("is read in pages, each entry of the range once and in order", async () => {
    const range = fc.tuple(fc.nat(30), fc.nat(30));
    const entries = fc.uniqueArray(logEntry, { selector: logKey, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(entries, range, fc.integer({ min: 1, max: 9 }), async (more, [a, b], pageSize) => {
        const { list } = fakeList([...keys, ...more.map(logKey)], pageSize);
        const [from, until] = [TIME + Math.min(a, b) * 1_000, TIME + Math.max(a, b) * 1_000];
        const listed = await readAll(createLists(list), from, until);
        const times = listed.map((entry) => ("frame" in entry ? entry.frame.time : entry.at));
        const expected = frames.map(({ time }) => time).filter((time) => time >= from && time < until);
        expect(times.filter((time) => expected.includes(time))).toEqual(expected);
        expect(times.every((time) => time >= from && time < until)).toBe(true);
      }),
    );
  });

  test("is asked for no page beyond the end of the range", async () => {
    const { list, requests } = fakeList(keys, 10);
    const lists = createLists(list);
    expect(await readAll(lists, TIME, TIME + 9_000)).toHaveLength(9);
    expect(requests).toHaveLength(1);
    expect(await readAll(lists, TIME, TIME + 11_000)).toHaveLength(11);
    expect(requests).toHaveLength(3);
  });

  test("leaves out keys that are none of ours, and goes on behind them", async () => {
    const foreign = ["a", "b", "c"].map((name) => `${startOfLog(TIME)}${name}`);
    const { list } = fakeList([...keys, ...foreign], 2);
    expect(await readAll(createLists(list), TIME, TIME + 25_000)).toHaveLength(25);
  });

  test.each([
    ["without a key", []],
    ["that does not go on", [{ Key: startOfLog(TIME), LastModified: new Date() }]],
  ])("is an error when a page is cut short %s", async (_how, Contents) => {
    const lists = createLists(() => Promise.resolve({ Contents, IsTruncated: true, KeyCount: 1 }));
    await expect(readAll(lists, TIME, TIME + 1)).rejects.toMatchObject({ name: "StoreError" });
  });
});

describe("faulty hours", () => {
  const hours = Array.from({ length: 9 }, (_, n) => TIME - n * HOUR_MS);
  const faulty = hours.flatMap((hour) => FAULTS.map((fault) => ({ stream: STREAM, hour, fault })));

  test("of a stream are whole on each page, so that the next begins an hour earlier", async () => {
    for (const pageSize of [4, 5, 6, 7, 26, 27]) {
      const lists = createLists(fakeList(faulty.map(faultKey), pageSize).list);
      const found = [];
      for (let from = TIME, isEnd = false; !isEnd;) {
        const page = await lists.listFaults(STREAM, from, signal);
        found.push(...page.hours);
        from = (page.hours.at(-1)?.hour ?? 0) - HOUR_MS;
        isEnd = page.isEnd;
      }
      expect(found).toHaveLength(faulty.length);
    }
  });

  test("of all streams are read in pages", async () => {
    const lists = createLists(fakeList(faulty.map(faultKey), 4).list);
    const found = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await lists.listAllFaults(after ?? null, signal);
      found.push(...page.hours);
      after = page.next;
    }
    expect(found).toHaveLength(faulty.length);
  });
});

describe("all streams", () => {
  async function pagesOf(list: ReturnType<typeof fakeList>["list"]) {
    const pages = [];
    for await (const page of createStreamLister(list)(signal)) pages.push(page);
    return pages;
  }
  const ids = (streams: readonly Stream[]) => streams.map(streamId).toSorted();

  test("are found once each, whatever they are called and however short pages are", async () => {
    const streams = fc.uniqueArray(stream, { selector: streamId, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(streams, fc.integer({ min: 1, max: 5 }), async (made, pageSize) => {
        const times = [TIME, TIME - HOUR_MS];
        const put = made.flatMap((of) => times.map((time) => previewKey(frameOf("", { stream: of, time }))));
        const found = await pagesOf(fakeList(put, pageSize).list);
        expect(ids(found.flat())).toEqual(ids(made));
      }),
    );
  });

  test("take one LIST for the accounts and one for each thousand streams, whatever their history", async () => {
    const streams = Array.from({ length: 30 }, (_, n) => ({ account: `a${n % 2}`, name: `camera ${n}` }));
    const put = streams.flatMap((of) =>
      Array.from({ length: 40 }, (_, n) => previewKey(frameOf("", { stream: of, time: TIME - n * HOUR_MS }))),
    );
    const { list, requests } = fakeList(put);
    const pages = await pagesOf(list);
    expect(pages.map((page) => page.length)).toEqual([0, 15, 15]);
    expect(requests).toHaveLength(3);
  });

  test("are not listed for ever by a store that does not go on", async () => {
    const page = { CommonPrefixes: [], IsTruncated: true, KeyCount: 0, NextContinuationToken: "again" };
    await expect(pagesOf(() => Promise.resolve(page))).rejects.toThrow("cut short");
  });
});
