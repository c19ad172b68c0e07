// What it costs at the store to look at the past: S3 bills by the request.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPages } from "#lib/history/pages.ts";
import { readPast } from "#lib/past/past.ts";
import type { PastQuery } from "#lib/past/query.ts";
import type { Stream } from "#lib/model/stream.ts";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { newAccount, scene, storeWith } from "../support/receiving.ts";

const HOUR = 3_600_000;
const FRAME = 30_000;
/** The end of the window before the last whole one. */
const END = Math.floor(Date.now() / (8 * HOUR)) * 8 * HOUR - 8 * HOUR;
const deadline = () => AbortSignal.timeout(60_000);

let s3: FaultyS3;
beforeAll(async () => {
  s3 = await startFaultyS3(() => null);
});
afterAll(() => s3.stop());

/** Reads as a gallery that has just started does, and tells what it asked of the store. */
function freshReader(onWall: (stream: Stream) => boolean = () => true) {
  const store = storeWith({ endpoint: s3.endpoint });
  const parts = { store, kind: "preview", log: () => undefined, now: Date.now } as const;
  const framesAround = createPages(parts);
  s3.requests.length = 0;
  s3.cutLists.length = 0;
  return async (query: PastQuery) => (await readPast(query, onWall, { ...parts, framesAround })).past;
}

describe("two tiles and eight hours, scrubbed from end to end by a hundred viewers", () => {
  const account = newAccount();
  const streams = [
    { account, name: "stage" },
    { account, name: "stage 2" },
  ];

  beforeAll(async () => {
    const store = storeWith();
    const frames = streams.flatMap((stream) =>
      Array.from({ length: 1_040 }, (_, n) => ({
        stream,
        feed: `feed-${n % 300 === 0}`,
        time: END - 1_000 - n * FRAME,
      })),
    );
    const putAll = async () => {
      for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
        await store.putPreview(frame, Uint8Array.of(1), deadline());
      }
    };
    await Promise.all(Array.from({ length: 16 }, putAll));
  }, 120_000);

  test("are two LISTs, and nothing else", async () => {
    const read = freshReader();
    const viewers = Array.from({ length: 100 }, (_, viewer) => viewer);
    for (let age = FRAME; age < 8 * HOUR; age += 8 * FRAME) {
      const answers = await Promise.all(viewers.map((n) => read({ streams, moments: [END - age - n] })));
      for (const { frames } of answers) {
        expect(frames[`${account}/stage`]?.length).toBeGreaterThan(0);
        expect(frames[`${account}/stage 2`]?.length).toBeGreaterThan(0);
      }
    }
    // A page may hold fewer keys than were asked for: Ceph, with much to do, tells some of them and the rest when asked.
    const cutShort = s3.cutLists.filter((keys) => keys < 1_000);
    expect(s3.requests.length - cutShort.length).toBeLessThanOrEqual(2);
    expect(s3.requests.every((request) => request.startsWith("GET "))).toBe(true);
  });

  test("show at each moment the frame of before it, at an address that opens it and stays the same", async () => {
    const read = freshReader();
    const moments = [END - 4 * HOUR, END - 4 * HOUR + FRAME];
    const [stage] = streams;
    if (stage === undefined) throw new Error("there is no stage");
    const { frames } = await read({ streams: [stage], moments });
    const shown = frames[`${account}/stage`] ?? [];
    expect(shown.map(({ time }) => moments.map((moment) => moment - time))).toEqual([
      [1_000 - FRAME, 1_000],
      [1_000, 1_000 + FRAME],
    ]);
    expect((await fetch(shown[0]?.picture ?? "")).status).toBe(200);
    expect((await freshReader()({ streams: [stage], moments })).frames).toEqual(frames);
  });

  test("ask nothing of the store for streams that have no tile", async () => {
    const read = freshReader(({ name }) => name !== "stage");
    const { frames } = await read({ streams, moments: [END - HOUR] });
    expect(frames[`${account}/stage`]).toEqual([]);
    expect(s3.requests).toHaveLength(1);
  });
});

test("what was received is shown at its moment, also where previews are off", async () => {
  for (const previews of [true, false]) {
    const { account, now, receive, send, store } = scene({ settings: { previews } });
    await receive(send({ time: now - 60_000 }));
    const kind = previews ? "preview" : "frame";
    const parts = { store, kind, log: () => undefined, now: Date.now } as const;
    const query = { streams: [{ account, name: "teststream" }], moments: [now - 60_001, now - 30_000] };
    const { past } = await readPast(query, () => true, { ...parts, framesAround: createPages(parts) });
    const { frames } = past;
    const shown = frames[`${account}/teststream`] ?? [];
    expect(shown.map(({ time }) => time)).toEqual([now - 60_000]);
    expect((await fetch(shown[0]?.picture ?? "")).status).toBe(200);
  }
});

test("a stream whose history cannot be read is left out, and the others are told", async () => {
  const broken = await startFaultyS3(() => ({ status: 403, code: "AccessDenied" }));
  const store = storeWith({ endpoint: broken.endpoint });
  const parts = { store, kind: "preview", log: () => undefined, now: Date.now } as const;
  const streams = ["known", "unknown"].map((name) => ({ account: newAccount(), name }));
  const { past } = await readPast({ streams, moments: [END] }, ({ name }) => name === "known", {
    ...parts,
    framesAround: createPages(parts),
  });
  expect(Object.values(past.frames)).toEqual([[]]);
  await broken.stop();
});
