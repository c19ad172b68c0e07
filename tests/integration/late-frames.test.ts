// Frames and events that are stored long after their time: the live wall, which has read on, must find them all the same.
import { afterEach, describe, expect, test } from "vitest";
import { createDeliverer } from "#lib/receiver/receiver.ts";
import type { Entry } from "#lib/spool/entry.ts";
import { DELIVERY_TIMEOUT_MS } from "#lib/store/client.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { type Store, StoreError } from "#lib/store/store.ts";
import { type FaultyS3, type Faults, startFaultyS3 } from "../support/faulty-s3.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import {
  entriesOf,
  historyOf,
  type Line,
  pastOf,
  receiver,
  receiverSettings,
  scene,
  storeSettings,
  storeWith,
  viewer,
} from "../support/receiving.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const started: FaultyS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

async function behind(faults: Faults) {
  const s3 = await startFaultyS3(faults);
  started.push(s3);
  return { endpoint: s3.endpoint };
}

async function notesOf(account: string) {
  return (await entriesOf(account)).flatMap((entry) => (entry.kind === "note" ? [entry] : []));
}

/** A viewer whose clock is moved on, so that it polls, and that has looked before. */
async function watching(account: string) {
  let ahead = 0;
  const store = storeWith();
  const look = viewer(account, { ...store, now: () => store.now() + ahead });
  await look();
  return async () => {
    ahead += 2 * SECOND + 1;
    return (await look()).tiles;
  };
}

/** The store answers the put of an original so much later, by its clock. */
const takes = (ms: number) => (store: Store) => ({
  ...store,
  putOriginal: async (...args: Parameters<Store["putOriginal"]>) => {
    const put = await store.putOriginal(...args);
    return { ...put, at: put.at + ms };
  },
});

describe("a frame that is stored late", () => {
  test("is on the wall of a viewer that has read on, and in history and the past at its own time", async () => {
    const { account, now, receive, send, lines } = scene();
    const tiles = await watching(account);
    const time = now - MINUTE;
    expect((await receive(send({ time }))).status).toBe(200);
    expect(await tiles()).toMatchObject([{ feed: FEED, time }]);
    expect(await notesOf(account)).toMatchObject([{ frame: { time } }]);
    expect(await historyOf(account)).toMatchObject([{ time }]);
    expect(await pastOf(account, time)).toMatchObject([{ time }]);
    expect(await pastOf(account, time - 1)).toEqual([]);
    expect(lines).toMatchObject([{ outcome: "stored", noted: true }]);
  });

  test.each([
    ["7 s", 7_000, 0],
    ["9 s", 9_000, 1],
  ])("by a store that takes %s has a note where it is late", async (_time, ms, notes) => {
    const { account, now, receive, send } = scene({ through: takes(ms) });
    expect((await receive(send())).status).toBe(200);
    const found = await notesOf(account);
    expect(found).toHaveLength(notes);
    for (const { at } of found) expect(at - now).toBeGreaterThan(8 * SECOND);
    expect(await historyOf(account)).toMatchObject([{ time: now }]);
    expect(await pastOf(account, now)).toMatchObject([{ time: now }]);
  });

  test("has no note behind a newer one of its feed, and is in history and the past", async () => {
    const { account, now, receive, send } = scene();
    await receive(send());
    const time = now - MINUTE;
    await receive(send({ time }));
    expect(await notesOf(account)).toEqual([]);
    expect((await historyOf(account)).map((frame) => frame.time)).toEqual([now, time]);
    expect(await pastOf(account, now - 1)).toMatchObject([{ time }]);
  });

  test("has no note of a receiver that was not the one to store it", async () => {
    const { account, now, receive, send } = scene();
    await receive(send({ time: now - MINUTE }));
    await receiver().receive(send({ time: now - MINUTE }));
    expect(await notesOf(account)).toHaveLength(1);
  });

  test("by a second try, because the answer to the first was lost, has its note", async () => {
    let lost = 0;
    const store = await behind((method, key) =>
      method === "PUT" && key.endsWith(".jpg") && lost++ === 0 ? "lost" : null,
    );
    const { account, now, receive, send, lines } = scene({ store });
    expect((await receive(send({ time: now - MINUTE }))).status).toBe(200);
    expect(lines).toMatchObject([{ outcome: "stored" }]);
    expect(await notesOf(account)).toHaveLength(1);
  });

  test("is answered 200 though its note cannot be stored, and the log says so", async () => {
    const through = (store: Store) => ({
      ...store,
      putEntry: () => Promise.reject(new StoreError("put", new Error("ECONNRESET"))),
    });
    const { account, now, receive, send, lines } = scene({ through });
    expect((await receive(send({ time: now - MINUTE }))).status).toBe(200);
    expect(lines).toMatchObject([{ event: "note-not-stored", level: "warn" }, { outcome: "stored" }]);
    expect(await historyOf(account)).toHaveLength(1);
  });

  test("of a clock that is ahead is on the wall at once", async () => {
    const { account, now, receive, send } = scene();
    const tiles = await watching(account);
    const time = now + 30 * SECOND;
    await receive(send({ time }));
    expect(await tiles()).toMatchObject([{ time }]);
    expect(await notesOf(account)).toMatchObject([{ frame: { time } }]);
  });
});

describe("hooks that were spooled for an hour", () => {
  function deliverer(account: string, store = storeWith()) {
    const lines: Line[] = [];
    const log = (name: string, fields: object) => void lines.push({ event: name, ...fields });
    const deliver = createDeliverer(store, log, receiverSettings());
    const stream = { account, name: "teststream" };
    const frame = (time: number, findings: Extract<Entry, { kind: "frame" }>["findings"] = null): Entry => ({
      kind: "frame",
      frame: { stream, feed: FEED, time },
      jpeg: SMALL_JPEG,
      findings,
    });
    return { deliver, frame, stream, lines };
  }

  test("are in history and the past at their own times, and the newest has a note", async () => {
    const { account, now } = scene();
    const { deliver, frame } = deliverer(account);
    const tiles = await watching(account);
    const times = [now - 61 * MINUTE, now - 60 * MINUTE];
    for (const time of times) expect(await deliver(frame(time))).toBe("stored");
    expect((await historyOf(account)).map(({ time }) => time)).toEqual(times.toReversed());
    for (const time of times) expect(await pastOf(account, time)).toMatchObject([{ time }]);
    const [tile, ...others] = await tiles();
    expect(others).toEqual([]);
    expect(tile).toMatchObject({ time: times[1] });
    expect((await notesOf(account)).map(({ frame: noted }) => noted.time).toSorted()).toEqual(times);
  });

  test("have no note where the feed has gone on in this process", async () => {
    const { account, now } = scene();
    const { deliver, frame } = deliverer(account);
    await deliver(frame(now));
    await deliver(frame(now - 60 * MINUTE));
    expect(await notesOf(account)).toEqual([]);
  });

  test("have a note though an earlier try had stored them, unheard", async () => {
    const { account, now } = scene();
    const withoutNotes = { ...storeWith(), putEntry: () => Promise.reject(new StoreError("put", null)) };
    await deliverer(account, withoutNotes).deliver(frameOf(account, now - 60 * MINUTE));
    expect(await notesOf(account)).toEqual([]);
    const { deliver, frame } = deliverer(account);
    expect(await deliver(frame(now - 60 * MINUTE))).toBe("stored");
    expect(await notesOf(account)).toHaveLength(1);
    expect(await historyOf(account)).toHaveLength(1);
  });

  test("have the keys that an earlier try has found", async () => {
    const { account, now } = scene();
    const { deliver, frame } = deliverer(account);
    const findings = { faults: ["frozen" as const], source: "left", look: null };
    await deliver(frame(now - 60 * MINUTE, findings));
    expect(await historyOf(account)).toMatchObject([{ faults: ["frozen"], source: "left", isBare: false }]);
  });

  test("go over a line on which each upload takes three seconds, and are on the wall", async () => {
    const { endpoint } = await behind((method) => (method === "PUT" ? "slow" : null));
    const settings = { ...storeSettings(), endpoint };
    const store = openStore(settings, { timeoutMs: DELIVERY_TIMEOUT_MS });
    const { account, now } = scene();
    const { deliver, frame } = deliverer(account, store);
    const tiles = await watching(account);
    expect(await deliver(frame(now - 3 * SECOND))).toBe("stored");
    expect(await historyOf(account)).toMatchObject([{ isBare: false }]);
    expect(await notesOf(account)).toHaveLength(1);
    expect(await tiles()).toMatchObject([{ time: now - 3 * SECOND }]);
  });

  test("as the end of a feed end it on the wall", async () => {
    const { account, now, stream, receive, send } = scene();
    await receive(send({ time: now - 60 * SECOND }));
    const tiles = await watching(account);
    const timestamp = now - 30 * SECOND;
    const body = { ...feedsEvent("ended", { streamId: stream, ended: timestamp }), timestamp };
    await receive(event({ body }));
    expect(await tiles()).toMatchObject([{ ended: true }]);
  });
});

function frameOf(account: string, time: number): Entry {
  const stream = { account, name: "teststream" };
  return { kind: "frame", frame: { stream, feed: FEED, time }, jpeg: SMALL_JPEG, findings: null };
}
