// A stream's history at a real store, and its cost: S3 bills by the request.
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createHistory } from "#lib/history/history.ts";
import type { Span } from "#lib/model/coverage.ts";
import type { Frame } from "#lib/model/frame.ts";
import { logKey } from "#lib/model/keys.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import type { Stream } from "#lib/model/stream.ts";
import { startCountedStore, type CountedStore } from "../support/counted-store.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { newAccount, scene, storeSettings, storeWith } from "../support/receiving.ts";
import { storeClient } from "../support/store-client.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FRAME = 30_000;
const MIDNIGHT = Math.floor(Date.now() / DAY) * DAY;
const reader = { scope: EVERYTHING, client: null };
const ALL = { source: null, feed: null };

let counted: CountedStore;
beforeAll(async () => {
  counted = await startCountedStore(storeSettings().endpoint ?? "");
});
beforeEach(() => {
  counted.requests.length = 0;
});
afterAll(() => counted.stop());

/** The history as a gallery reads it that has just started. */
function freshHistory() {
  return createHistory({
    store: storeWith({ endpoint: counted.endpoint }),
    log: () => undefined,
    listsPerSecond: 1_000,
    logDays: 7,
    isKnown: () => true,
    elapsed: () => performance.now(),
    delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

function frameOf(stream: Stream, time: number, overrides: Partial<Frame> = {}): Frame {
  const size = { width: 640, height: 360, faults: [], isBare: false, source: null };
  return { stream, feed: FEED, time, ...size, ...overrides };
}

/** Puts previews, sixteen at a time. */
async function putPreviews(frames: Frame[]) {
  const store = storeWith();
  const putAll = async () => {
    for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
      await store.putPreview(frame, Uint8Array.of(1), AbortSignal.timeout(60_000));
    }
  };
  await Promise.all(Array.from({ length: 16 }, putAll));
}

describe("a moment of a stream", () => {
  test("is found across reconnects, and no other stream's frames with it", async () => {
    const { account, now, receive, send } = scene();
    const ages = [480_000, 300_000, 120_000, 1_000];
    for (const age of ages) {
      await receive(send({ time: now - age, feed: age > 200_000 ? FEED : "after-reconnect" }));
    }
    await receive(send({ time: now - 250_000, stream: `${account}/teststream2` }));
    const history = freshHistory();
    const look = async (feed: string | null, age: number | null) => {
      const query = { stream: { account, name: "teststream" }, source: null, feed };
      const at = age === null ? null : now - age;
      const places = { latest: now, atLeast: -Infinity };
      const { shown, around } = await history.moment(reader, { ...query, at }, places);
      return [shown === null ? null : now - shown.time, around.map(({ time }) => now - time)];
    };
    expect(await look(null, null)).toEqual([1_000, ages]);
    expect(await look(null, 120_000)).toEqual([120_000, ages]);
    expect(await look(null, 120_001)).toEqual([300_000, ages]);
    expect(await look(FEED, 1_000)).toEqual([300_000, [480_000, 300_000]]);
    expect(await look(null, 500_000)).toEqual([null, ages]);
  });

  test("of a source goes back across its reconnects", async () => {
    const { account, now, receive, send } = scene();
    const feeds = ["before", "after", "sibling"] as const;
    const ages = { before: [400_000, 370_000], after: [200_000, 170_000], sibling: [100_000] };
    for (const feed of feeds) {
      const sourceId = feed === "sibling" ? "right" : "left";
      const of = { feedId: feed, accountId: account, name: "teststream", streamId: `${account}/teststream` };
      await receive(event({ body: feedsEvent("started", { ...of, sourceId }) }));
      for (const age of ages[feed]) await receive(send({ time: now - age, feed }));
    }
    const query = { stream: { account, name: "teststream" }, source: "left", feed: null, at: null };
    const { around } = await freshHistory().moment(reader, query, { latest: now, atLeast: -Infinity });
    expect(around.map(({ feed, source, time }) => [feed, source, now - time])).toEqual([
      ["before", "left", 400_000],
      ["before", "left", 370_000],
      ["after", "left", 200_000],
      ["after", "left", 170_000],
    ]);
  });

  test("offers its original only while that is kept, and asks with one HEAD for all viewers", async () => {
    const stream = { account: newAccount(), name: "teststream" };
    const store = storeWith();
    const [expired, kept] = [frameOf(stream, Date.now() - 10 * DAY), frameOf(stream, Date.now() - 2 * DAY)];
    for (const frame of [expired, kept]) {
      await store.putPreview(frame, Uint8Array.of(1), AbortSignal.timeout(10_000));
      await store.putOriginal(frame, Uint8Array.of(2), null, AbortSignal.timeout(10_000));
    }
    const { client, bucket } = storeClient();
    const Key = logKey({ kind: "frame", frame: expired });
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    const history = freshHistory();
    for (const [frame, hasOriginal] of [
      [expired, false],
      [kept, true],
    ] as const) {
      for (let viewer = 0; viewer < 3; viewer += 1) {
        const query = { stream, ...ALL, at: frame.time + 5_000 };
        const places = { latest: Date.now(), atLeast: -Infinity };
        const { shown } = await history.moment(reader, query, places);
        expect(shown?.time).toBe(frame.time);
        expect(shown !== null && (await history.hasOriginal(shown, null))).toBe(hasOriginal);
      }
    }
    expect(counted.count("HEAD")).toBe(2);
  });

  test("is shown at an address that opens its preview", async () => {
    const { account, now, receive, send } = scene();
    await receive(send({ time: now - 60_000 }));
    const stream = { account, name: "teststream" };
    const { past } = await freshHistory().framesOfHistory(reader, stream, [now - 60_001, now - 30_000]);
    const [shown] = past.frames[`${account}/teststream`] ?? [];
    expect(shown?.time).toBe(now - 60_000);
    expect((await fetch(shown?.picture ?? "")).status).toBe(200);
  });
});

describe("the coverage of a stream that sent all day", () => {
  const stream = { account: newAccount(), name: "all day" };
  const [from, to] = [MIDNIGHT - 2 * DAY, MIDNIGHT - DAY];
  const gap: Span = [from + 5 * HOUR, from + 5 * HOUR + 10 * 60_000];

  beforeAll(async () => {
    const times = Array.from({ length: DAY / FRAME + 8 }, (_, n) => from - 4 * FRAME + n * FRAME + 1);
    const frames = times
      .filter((time) => time < gap[0] || time >= gap[1])
      .map((time) => frameOf(stream, time, time > to - HOUR && time < to ? { faults: ["black"] } : {}));
    await putPreviews(frames);
    const hour = to - HOUR;
    await storeWith().putFault({ stream, hour, fault: "black" }, AbortSignal.timeout(10_000));
  }, 180_000);

  test("is exact for a day, with gaps and faults, in three LISTs", async () => {
    const history = freshHistory();
    const { on, unknown, faults } = await history.coverage(reader, { stream, ...ALL }, [from, to]);
    const last = gap[0] + 1 - FRAME;
    expect(unknown).toEqual([]);
    expect(on).toEqual([
      [from, last + LIVE_MS],
      [gap[1] + 1, to],
    ]);
    expect(faults).toEqual([{ fault: "black", span: [to - HOUR + 1, to] }]);
    expect(counted.requests).toHaveLength(3);
    await history.coverage(reader, { stream, ...ALL }, [from + HOUR, to]);
    expect(counted.requests).toHaveLength(3);
  });

  test("is told by hours for a month, in two LISTs", async () => {
    const month: Span = [MIDNIGHT - 30 * DAY, MIDNIGHT];
    const { on, faults } = await freshHistory().coverage(reader, { stream, ...ALL }, month);
    // Some frames were put of just before and after the day.
    expect(on).toEqual([[from - HOUR, to + HOUR]]);
    expect(faults).toEqual([{ fault: "black", span: [to - HOUR, to] }]);
    expect(counted.requests).toHaveLength(2);
  });
});
