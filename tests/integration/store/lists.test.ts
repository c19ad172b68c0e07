// The lists of the store under test.
import { describe, expect, test } from "vitest";
import { startOfLog } from "#lib/model/keys.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { LogRange, Store } from "#lib/store/store.ts";
import { frameOf } from "../../support/frames.ts";
import { newAccount } from "../../support/receiver.ts";
import { storeWith } from "../../support/store-client.ts";

const HOUR_MS = 3_600_000;
const JPEG = Buffer.from("an original");
const WEBP = Buffer.from("a preview");
/** Hours of a history. */
const HOUR = Date.UTC(2026, 10, 23, 15);

const store = storeWith();
const inTime = () => AbortSignal.timeout(20_000);

/** A minute of the log that no other test uses, in the years to come. */
function ownMinute(): number {
  return Date.UTC(2040, 0) + Math.floor(Math.random() * 1e8) * 60_000;
}

async function listAll(range: LogRange) {
  const pages: Awaited<ReturnType<Store["listLog"]>>[] = [];
  for (let after: string | null = range.after; after !== null;) {
    const page = await store.listLog({ ...range, after }, inTime());
    pages.push(page);
    after = page.next;
  }
  return pages.map(({ entries }) => entries);
}

/** Puts, sixteen at a time. */
async function putAll<T>(items: readonly T[], put: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const putNext = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await put(item);
  };
  await Promise.all(Array.from({ length: 16 }, putNext));
}

describe("the log", () => {
  test("has frames, notes and events by their time, and when each was stored", async () => {
    const [time, account] = [ownMinute(), newAccount()];
    const stream = { account, name: "cam" };
    const frame = frameOf(account, { time: time + 2_000 });
    const ended = { kind: "ended", stream, feed: "feed-1", at: time + 9_000, ended: time + 8_000 } as const;
    const started = { kind: "started", stream, feed: "feed-1", at: time, source: "left" } as const;
    await store.putEntry(ended, inTime());
    await store.putEntry({ kind: "note", at: time + 5_000, frame }, inTime());
    expect((await store.putEntry(started, inTime())).isNew).toBe(true);
    await store.putOriginal(frame, JPEG, null, inTime());
    expect((await store.putEntry(started, inTime())).isNew).toBe(false);
    const [entries = [], ...others] = await listAll({ after: startOfLog(time), until: time + 10_000 });
    expect(others).toEqual([]);
    const note = { kind: "note", at: time + 5_000, frame };
    expect(entries).toMatchObject([started, { kind: "frame", frame }, note, ended]);
    for (const { storedAt } of entries) expect(Math.abs(Date.now() - storedAt)).toBeLessThan(60_000);
  });

  test("begins at a time and ends before another one", async () => {
    const [time, account] = [ownMinute(), newAccount()];
    for (const after of [0, 1, 2, 3])
      await store.putOriginal(frameOf(account, { time: time + after }), JPEG, null, inTime());
    const [entries = []] = await listAll({ after: startOfLog(time + 1), until: time + 3 });
    expect(entries.map((entry) => "frame" in entry && entry.frame.time - time)).toEqual([1, 2]);
  });

  test("is read in pages of at most a thousand, each entry once", async () => {
    const [time, account] = [ownMinute(), newAccount()];
    const entries = Array.from({ length: 1_010 }, (_, n) => {
      const stream = { account, name: "cam" };
      return { kind: "ended", stream, feed: `feed-${n}`, at: time + n, ended: time } as const;
    });
    await putAll(entries, (entry) => store.putEntry(entry, inTime()));
    const pages = await listAll({ after: startOfLog(time), until: time + 60_000 });
    // A store may end a page early: Ceph does.
    expect(pages.length).toBeGreaterThan(1);
    expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
    expect(pages.flat()).toMatchObject(entries);
  });

  test("and the history hold the longest names", async () => {
    const time = ownMinute();
    const stream = { account: newAccount().padEnd(64, "a"), name: `${"漢".repeat(85)}.` };
    const names = { feed: "f".repeat(64), source: "s".repeat(20) };
    const frame = frameOf("", { stream, time, faults: ["black"], ...names });
    await store.putOriginal(frame, JPEG, null, inTime());
    await store.putPreview(frame, WEBP, inTime());
    const range = { after: startOfLog(time), until: time + 1 };
    expect((await listAll(range)).flat()).toMatchObject([{ kind: "frame", frame }]);
    expect((await store.listPreviews(stream, time, 10, inTime())).frames).toMatchObject([frame]);
  });
});

describe("a stream's history", () => {
  test("has frames and hours newest first, from a time back, so many at once", async () => {
    const account = newAccount();
    const times = [HOUR - 3 * HOUR_MS, HOUR, HOUR + 1, HOUR + HOUR_MS];
    for (const time of times) await store.putPreview(frameOf(account, { time }), WEBP, inTime());
    const { stream } = frameOf(account);
    const list = async (from: number, count: number) => {
      const { frames, isEnd } = await store.listPreviews(stream, from, count, inTime());
      return { times: frames.map(({ time }) => time), isEnd };
    };
    expect(await list(Date.now(), 10)).toEqual({ times: times.toReversed(), isEnd: true });
    expect(await list(HOUR + 1, 2)).toEqual({ times: [HOUR + 1, HOUR], isEnd: false });
    expect(await list(HOUR - 4 * HOUR_MS, 2)).toEqual({ times: [], isEnd: true });
    const hours = [HOUR + HOUR_MS, HOUR, HOUR - 3 * HOUR_MS];
    expect(await store.listHours(stream, Date.now(), inTime())).toEqual({ hours, isEnd: true });
    expect((await store.listHours(stream, HOUR + 5, inTime())).hours).toEqual(hours.slice(1));
    expect((await store.listHours(stream, HOUR - 1, inTime())).hours).toEqual(hours.slice(2));
  });

  test("has faults by hours, newest first, of one stream or of all", async () => {
    const account = newAccount();
    const stream = { account, name: "cam" };
    const put = (hour: number, fault: "black" | "frozen", name = "cam") =>
      store.putFault({ stream: { account, name }, hour, fault }, inTime());
    await put(HOUR, "frozen");
    await put(HOUR + 1, "black");
    await put(HOUR + 2, "black");
    await put(HOUR - 5 * HOUR_MS, "black");
    await put(HOUR, "black", "cam2");
    const hours = [
      { hour: HOUR, fault: "black" },
      { hour: HOUR, fault: "frozen" },
      { hour: HOUR - 5 * HOUR_MS, fault: "black" },
    ];
    expect(await store.listFaults(stream, HOUR + 9, inTime())).toEqual({ hours, isEnd: true });
    expect((await store.listFaults(stream, HOUR - 1, inTime())).hours).toEqual(hours.slice(2));
    const { hours: all } = await store.listAllFaults(`faults/${account}`, inTime());
    expect(all.filter((one) => one.stream.account === account)).toHaveLength(4);
  });
});

test("the source of a feed is the greatest of several, none, or unknown", async () => {
  const stream = { account: newAccount(), name: "cam" };
  for (const source of ["b/1", "", "c", "a"]) await store.putSource(stream, "feed-1", source, inTime());
  await store.putSource(stream, "feed-2", "", inTime());
  expect(await store.findSource(stream, "feed-1", inTime())).toBe("c");
  expect(await store.findSource(stream, "feed-2", inTime())).toBe("");
  expect(await store.findSource(stream, "feed", inTime())).toBeNull();
});

test("all streams of any name are found once, in lists of at most a thousand", async () => {
  const [odd, many] = [newAccount(), newAccount()];
  const long = [249, 250, 251, 600].map((length) => "c".repeat(length));
  const names = ["cam", "cam/1", "cam 2", "é".repeat(128), ".", ...long];
  const streams: Stream[] = [
    ...names.map((name) => ({ account: odd, name })),
    ...Array.from({ length: 1_010 }, (_, n) => ({ account: many, name: `camera ${n}` })),
  ];
  const frames = streams.flatMap((stream) => [
    frameOf("", { stream, time: HOUR }),
    // A stream with a second hour is still found once.
    ...(stream.account === odd ? [frameOf("", { stream, time: HOUR - 9 * HOUR_MS })] : []),
  ]);
  await putAll(frames, (frame) => store.putPreview(frame, WEBP, inTime()));
  const pages: Stream[][] = [];
  for await (const page of store.listStreams(inTime()))
    pages.push(page.filter(({ account }) => account === odd || account === many));
  const sorted = (of: readonly Stream[]) => of.map((stream) => JSON.stringify(stream)).toSorted();
  expect(sorted(pages.flat())).toEqual(sorted(streams));
  const counts = pages.map((page) => page.filter(({ account }) => account === many).length);
  const lists = counts.filter((count) => count > 0);
  // A store may end a list early: Ceph does, of a bucket whose index is in shards.
  if (process.env.STORE_KIND === "miniflare") expect(lists).toEqual([1_000, 10]);
  expect(lists.length).toBeGreaterThan(1);
  expect(Math.max(...lists)).toBeLessThanOrEqual(1_000);
});

test("retention that the store does not tell is unknown, and no error", async () => {
  const { logDays, previewDays } = await store.findRetention(inTime());
  if (process.env.STORE_KIND === "miniflare") expect([logDays, previewDays]).toEqual([null, null]);
});
