// Frames and events that are stored long after their time. The live wall has read on and must find them.
import { describe, expect, test } from "vitest";
import { createDeliverer } from "#lib/receiver/receiver.ts";
import type { Entry } from "#lib/spool/entry.ts";
import { type Store, StoreError } from "#lib/store/store.ts";
import { event, FEED, feedsEvent } from "../../support/hook.ts";
import { SMALL_JPEG } from "../../support/picture.ts";
import { memoryScene, receiverOn, receiverSettings } from "../../support/receiver.ts";
import { findPast, listHistory, listNotes, watch } from "../../support/seen.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The store answers the put of an original so much after now, by its clock, however slow this machine is. */
function takes(ms: number) {
  const at = Date.now() + ms;
  return (store: Store) => ({
    ...store,
    putOriginal: async (...args: Parameters<Store["putOriginal"]>) => ({
      ...(await store.putOriginal(...args)),
      at,
    }),
  });
}

const withoutEntries = (store: Store) => ({
  ...store,
  putEntry: () => Promise.reject(new StoreError("put", new Error("ECONNRESET"))),
});

describe("a frame that is stored late", () => {
  test("is on the wall of a viewer that has read on, and in the history and the past at its own time", async () => {
    const { account, now, receive, send, lines, store } = memoryScene();
    const poll = await watch(store, account);
    const time = now - MINUTE;
    expect((await receive(send({ time }))).status).toBe(200);
    expect(await poll()).toMatchObject([{ feed: FEED, time }]);
    expect(await listNotes(store, account)).toMatchObject([{ frame: { time } }]);
    expect(await listHistory(store, account)).toMatchObject([{ time }]);
    expect(await findPast(store, account, time)).toMatchObject([{ time }]);
    expect(await findPast(store, account, time - 1)).toEqual([]);
    expect(lines).toMatchObject([{ outcome: "stored", noted: true }]);
  });

  test.each([
    [7 * SECOND, 0],
    [9 * SECOND, 1],
  ])("by a store that takes %i ms has %i notes", async (ms, notes) => {
    const { account, now, receive, send, store } = memoryScene({ through: takes(ms) });
    await receive(send());
    const found = await listNotes(store, account);
    expect(found).toHaveLength(notes);
    for (const { at } of found) expect(at - now).toBeGreaterThan(8 * SECOND);
    expect(await findPast(store, account, now)).toMatchObject([{ time: now }]);
  });

  test("has no note behind a newer one of its feed", async () => {
    const { account, now, receive, send, store } = memoryScene();
    await receive(send());
    const time = now - MINUTE;
    await receive(send({ time }));
    expect(await listNotes(store, account)).toEqual([]);
    expect((await listHistory(store, account)).map((frame) => frame.time)).toEqual([now, time]);
    expect(await findPast(store, account, now - 1)).toMatchObject([{ time }]);
  });

  test("has one note for two receivers", async () => {
    const { account, now, receive, send, store } = memoryScene();
    await receive(send({ time: now - MINUTE }));
    await receiverOn(store).receive(send({ time: now - MINUTE }));
    expect(await listNotes(store, account)).toHaveLength(1);
  });

  test("is answered 200 though its note cannot be stored, and the log says so", async () => {
    const { account, now, receive, send, lines, store } = memoryScene({ through: withoutEntries });
    expect((await receive(send({ time: now - MINUTE }))).status).toBe(200);
    expect(lines).toMatchObject([{ event: "note-not-stored", level: "warn" }, { outcome: "stored" }]);
    expect(await listHistory(store, account)).toHaveLength(1);
  });

  test("of a clock that is ahead is on the wall at once", async () => {
    const { account, now, receive, send, store } = memoryScene();
    const poll = await watch(store, account);
    const time = now + 30 * SECOND;
    await receive(send({ time }));
    expect(await poll()).toMatchObject([{ time }]);
    expect(await listNotes(store, account)).toMatchObject([{ frame: { time } }]);
  });

  test("as the end of its feed ends it on the wall", async () => {
    const { account, now, stream, receive, send, store } = memoryScene();
    await receive(send({ time: now - 60 * SECOND }));
    const poll = await watch(store, account);
    const timestamp = now - 30 * SECOND;
    const body = { ...feedsEvent("ended", { streamId: stream, ended: timestamp }), timestamp };
    await receive(event({ body }));
    expect(await poll()).toMatchObject([{ ended: true }]);
  });
});

describe("a frame that was spooled for an hour", () => {
  type Findings = Extract<Entry, { kind: "frame" }>["findings"];

  function spooled() {
    const { account, now, store } = memoryScene();
    const delivererOn = (of: Store) => createDeliverer(of, () => undefined, receiverSettings());
    const frame = (time: number, findings: Findings = null): Entry => ({
      kind: "frame",
      frame: { stream: { account, name: "teststream" }, feed: FEED, time },
      jpeg: SMALL_JPEG,
      findings,
    });
    return { account, now, store, delivererOn, deliver: delivererOn(store), frame };
  }

  test("is in the history and the past at its own time, and the newest is on the wall", async () => {
    const { account, now, store, deliver, frame } = spooled();
    const poll = await watch(store, account);
    const times = [now - 61 * MINUTE, now - 60 * MINUTE];
    for (const time of times) expect(await deliver(frame(time))).toBe("stored");
    expect((await listHistory(store, account)).map(({ time }) => time)).toEqual(times.toReversed());
    for (const time of times) expect(await findPast(store, account, time)).toMatchObject([{ time }]);
    expect((await poll()).map(({ time }) => time)).toEqual(times.slice(1));
    expect((await listNotes(store, account)).map(({ frame: noted }) => noted.time).toSorted()).toEqual(times);
  });

  test("has no note where the feed has gone on in this process", async () => {
    const { account, now, store, deliver, frame } = spooled();
    await deliver(frame(now));
    await deliver(frame(now - 60 * MINUTE));
    expect(await listNotes(store, account)).toEqual([]);
  });

  test("has a note though an earlier try has stored its original", async () => {
    const { account, now, store, deliver, delivererOn, frame } = spooled();
    await delivererOn(withoutEntries(store))(frame(now - 60 * MINUTE));
    expect(await listNotes(store, account)).toEqual([]);
    expect(await deliver(frame(now - 60 * MINUTE))).toBe("stored");
    expect(await listNotes(store, account)).toHaveLength(1);
    expect(await listHistory(store, account)).toHaveLength(1);
  });

  test("has the keys that an earlier try has found", async () => {
    const { account, now, store, deliver, frame } = spooled();
    await deliver(frame(now - 60 * MINUTE, { faults: ["frozen"], source: "left", look: null }));
    expect(await listHistory(store, account)).toMatchObject([
      { faults: ["frozen"], source: "left", isBare: false },
    ]);
  });
});
