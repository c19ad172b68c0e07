// Each method of the store, asked of a real one.
import { randomBytes } from "node:crypto";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { logKey, previewKey, startOfLog } from "#lib/model/keys.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { LogRange } from "#lib/store/store.ts";
import { frameOf } from "../support/frames.ts";
import { storeClient, storeWith } from "../support/store-client.ts";

const HOUR_MS = 3_600_000;
const JPEG = Buffer.from("an original");
const WEBP = Buffer.from("a preview");

const store = storeWith();
const { client, bucket: Bucket } = storeClient();
const inTime = () => AbortSignal.timeout(20_000);
const account = () => `T${randomBytes(8).toString("hex")}`;

/** A minute of the log that no other test uses, in the years to come. */
function ownMinute(): number {
  return Date.UTC(2040, 0) + Math.floor(Math.random() * 1e8) * 60_000;
}

async function entriesOf(range: LogRange, of = store) {
  const entries = [];
  for (let after: string | null = range.after; after !== null;) {
    const page = await of.listLog({ ...range, after }, inTime());
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}

async function putAll(keys: readonly string[]) {
  const left = [...keys];
  const put = async () => {
    for (let Key = left.pop(); Key !== undefined; Key = left.pop())
      await client.send(new PutObjectCommand({ Bucket, Key, Body: new Uint8Array() }));
  };
  await Promise.all(Array.from({ length: 16 }, put));
}

describe("an original", () => {
  test("is stored once: the same again is the same, another one stays out", async () => {
    const frame = frameOf(account());
    const put = async (jpeg: Buffer) => (await store.putOriginal(frame, jpeg, null, inTime())).result;
    expect(await put(JPEG)).toBe("stored");
    expect(await put(JPEG)).toBe("same");
    expect(await put(Buffer.from("another"))).toBe("other");
    const Key = logKey({ kind: "frame", frame });
    const kept = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await kept.Body?.transformToString()).toBe(JPEG.toString());
    expect(kept).toMatchObject({
      ContentType: "image/jpeg",
      CacheControl: "private, max-age=31536000, immutable",
    });
  });

  test("says when the store took it", async () => {
    const { at } = await store.putOriginal(frameOf(account()), JPEG, null, inTime());
    expect(Math.abs(Date.now() - at)).toBeLessThan(5_000);
  });

  test("keeps its look, and is found", async () => {
    const [frame, without] = [frameOf(account()), frameOf(account())];
    await store.putOriginal(frame, JPEG, "look v1: 0123456789abcdef", inTime());
    await store.putOriginal(without, JPEG, null, inTime());
    expect(await store.findLook(frame, inTime())).toBe("look v1: 0123456789abcdef");
    expect(await store.findLook(without, inTime())).toBeNull();
    expect(await store.hasOriginal(frame, inTime())).toBe(true);
  });

  test("that is gone has no look, and is not found", async () => {
    const frame = frameOf(account());
    expect(await store.findLook(frame, inTime())).toBeNull();
    expect(await store.hasOriginal(frame, inTime())).toBe(false);
  });

  test("of the longest name is stored, listed and shown", async () => {
    const time = ownMinute();
    const stream = { account: account().padEnd(64, "a"), name: `${"漢".repeat(85)}.` };
    const frame = frameOf("", {
      stream,
      feed: "f".repeat(64),
      time,
      faults: ["black"],
      source: "s".repeat(20),
    });
    await store.putOriginal(frame, JPEG, null, inTime());
    await store.putPreview(frame, WEBP, inTime());
    expect(await entriesOf({ after: startOfLog(time), until: time + 1 })).toMatchObject([{ frame }]);
    expect((await store.listPreviews(stream, time, 10, inTime())).frames).toMatchObject([frame]);
    const { url } = await store.pictureUrl({ frame, kind: "preview" }, Date.now());
    expect(await (await fetch(url)).text()).toBe(WEBP.toString());
  });
});

describe("a preview", () => {
  test("is stored beside the original; that of a bare frame is empty", async () => {
    const frame = frameOf(account());
    const bare = { ...frame, isBare: true };
    await store.putPreview(frame, WEBP, inTime());
    await store.putPreview(bare, WEBP, inTime());
    const sizeOf = async (Key: string) => client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(await sizeOf(previewKey(frame))).toMatchObject({ ContentType: "image/webp", ContentLength: 9 });
    expect(await sizeOf(previewKey(bare))).toMatchObject({ ContentLength: 0 });
  });

  test("and an original open by their URLs", async () => {
    const frame = frameOf(account());
    await store.putOriginal(frame, JPEG, null, inTime());
    await store.putPreview(frame, WEBP, inTime());
    const read = async ({ url }: { url: string }) => (await fetch(url)).text();
    expect(await read(await store.pictureUrl({ frame, kind: "original" }, Date.now()))).toBe("an original");
    expect(await read(await store.pictureUrl({ frame, kind: "preview" }, Date.now()))).toBe("a preview");
    expect(await read(await store.downloadUrl(frame, Date.now()))).toBe("an original");
  });
});

describe("the log", () => {
  test("lists frames, notes and events by their time, and when each was stored", async () => {
    const [time, of] = [ownMinute(), account()];
    const stream = { account: of, name: "cam" };
    const frame = frameOf(of, { time: time + 2_000 });
    await store.putEntry(
      { kind: "ended", stream, feed: "feed-1", at: time + 9_000, ended: time + 8_000 },
      inTime(),
    );
    await store.putEntry({ kind: "note", at: time + 5_000, frame }, inTime());
    const started = { kind: "started", stream, feed: "feed-1", at: time, source: "left" } as const;
    const { at } = await store.putEntry(started, inTime());
    await store.putOriginal(frame, JPEG, null, inTime());
    expect((await store.putEntry(started, inTime())).at).toBeGreaterThanOrEqual(at);
    const entries = await entriesOf({ after: startOfLog(time), until: time + 10_000 });
    expect(entries).toMatchObject([
      started,
      { kind: "frame", frame },
      { kind: "note", at: time + 5_000, frame },
      { kind: "ended", ended: time + 8_000 },
    ]);
    for (const { storedAt } of entries) expect(Math.abs(Date.now() - storedAt)).toBeLessThan(60_000);
  });

  test("begins at a time and ends before another one", async () => {
    const [time, of] = [ownMinute(), account()];
    for (const after of [0, 1, 2, 3])
      await store.putOriginal(frameOf(of, { time: time + after }), JPEG, null, inTime());
    const listed = await entriesOf({ after: startOfLog(time + 1), until: time + 3 });
    expect(listed.map((entry) => "frame" in entry && entry.frame.time - time)).toEqual([1, 2]);
  });
});

describe("a stream's history", () => {
  const HOUR = Date.UTC(2026, 10, 23, 15);

  test("has frames newest first, from a time back, so many at once", async () => {
    const of = account();
    const times = [HOUR - 1, HOUR, HOUR + 1, HOUR + HOUR_MS];
    for (const time of times) await store.putPreview(frameOf(of, { time }), WEBP, inTime());
    const { stream } = frameOf(of);
    const list = async (from: number, count: number) => {
      const { frames, isEnd } = await store.listPreviews(stream, from, count, inTime());
      return { times: frames.map(({ time }) => time), isEnd };
    };
    expect(await list(Date.now(), 10)).toEqual({ times: times.toReversed(), isEnd: true });
    expect(await list(HOUR + 1, 2)).toEqual({ times: [HOUR + 1, HOUR], isEnd: false });
    expect(await list(HOUR - 2, 2)).toEqual({ times: [], isEnd: true });
  });

  test("has hours newest first, from a time back", async () => {
    const of = account();
    for (const time of [HOUR + 5, HOUR + 6, HOUR + HOUR_MS, HOUR - 3 * HOUR_MS])
      await store.putPreview(frameOf(of, { time }), WEBP, inTime());
    const { stream } = frameOf(of);
    const hours = [HOUR + HOUR_MS, HOUR, HOUR - 3 * HOUR_MS];
    expect(await store.listHours(stream, Date.now(), inTime())).toEqual({ hours, isEnd: true });
    expect((await store.listHours(stream, HOUR + 5, inTime())).hours).toEqual(hours.slice(1));
    expect((await store.listHours(stream, HOUR - 1, inTime())).hours).toEqual(hours.slice(2));
  });

  test("has faults by hours, newest first, of one stream or of all", async () => {
    const of = account();
    const stream = { account: of, name: "cam" };
    const put = (hour: number, fault: "black" | "frozen", name = "cam") =>
      store.putFault({ stream: { account: of, name }, hour, fault }, inTime());
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
    const { hours: all } = await store.listAllFaults(`faults/${of}`, inTime());
    expect(all.filter((one) => one.stream.account === of)).toHaveLength(4);
  });
});

describe("the source of a feed", () => {
  test("is found, none as none, and nothing where nothing is known", async () => {
    const stream = { account: account(), name: "cam" };
    await store.putSource(stream, "feed-1", "left/1", inTime());
    await store.putSource(stream, "feed-2", "", inTime());
    expect(await store.findSource(stream, "feed-1", inTime())).toBe("left/1");
    expect(await store.findSource(stream, "feed-2", inTime())).toBe("");
    expect(await store.findSource(stream, "feed", inTime())).toBeNull();
  });

  test("is the greatest of several, so that all agree", async () => {
    const stream = { account: account(), name: "cam" };
    for (const source of ["b", "", "c", "a"]) await store.putSource(stream, "feed-1", source, inTime());
    expect(await store.findSource(stream, "feed-1", inTime())).toBe("c");
  });
});

test("all streams are found, whatever they are called, and none twice", async () => {
  const [one, other] = [account(), account()];
  const names = ["cam", "cam/1", "cam 2", "c".repeat(249), "c".repeat(250), "c".repeat(251), "c".repeat(600)];
  const streams: Stream[] = [
    ...[...names, "é".repeat(128), "."].map((name) => ({ account: one, name })),
    { account: other, name: "cam" },
  ];
  for (const stream of streams)
    for (const time of [Date.now(), Date.now() - 9 * HOUR_MS])
      await store.putPreview(frameOf("", { stream, time }), WEBP, inTime());
  const found: Stream[] = [];
  for await (const page of store.listStreams(inTime()))
    found.push(...page.filter((stream) => [one, other].includes(stream.account)));
  const sorted = (of: readonly Stream[]) => of.map((stream) => JSON.stringify(stream)).toSorted();
  expect(sorted(found)).toEqual(sorted(streams));
});

test("more than a thousand streams of an account are found, a page for each LIST", async () => {
  const of = account();
  const streams = Array.from({ length: 1_010 }, (_, n) => ({ account: of, name: `camera ${n}` }));
  await putAll(streams.map((stream) => previewKey(frameOf("", { stream, time: Date.UTC(2026, 10, 23) }))));
  const pages: number[] = [];
  for await (const page of store.listStreams(inTime())) {
    const ours = page.filter((stream) => stream.account === of).length;
    if (ours > 0) pages.push(ours);
  }
  expect(pages).toEqual([1_000, 10]);
});

test("retention that nothing tells of is unknown, and no error", async () => {
  const { logDays, previewDays } = await store.findRetention(inTime());
  if (process.env.STORE_KIND === "miniflare") expect([logDays, previewDays]).toEqual([null, null]);
});
