// Receivers and viewers whose clocks are wrong by minutes, on a store that tells the time, as S3 does.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { newStream, receiverOn } from "../support/receiver.ts";
import { entriesOf, historyOf, receiver, storeWith } from "../support/receiving.ts";
import { findPast, viewerOf } from "../support/seen.ts";

const MINUTE = 60_000;

/** The proxy before the store under test adds the time to each answer. */
let s3: FaultyS3;
beforeAll(async () => {
  s3 = await startFaultyS3(() => null);
});
afterAll(() => s3.stop());

const storeAt = (off: number) => storeWith({ endpoint: s3.endpoint }, { now: () => Date.now() + off });

describe.each([
  ["20 minutes behind", -20 * MINUTE],
  ["5 minutes ahead", 5 * MINUTE],
])("a receiver whose clock is %s", (_what, off) => {
  test("judges its first hooks by the clock of the store", async () => {
    const { account, now, stream, send } = newStream();
    const take = async (request: Request) => (await receiverOn(storeAt(off)).receive(request)).status;
    expect(await take(send({ time: now - 11 * MINUTE }))).toBe(400);
    expect(await take(send({ time: now + 3 * MINUTE }))).toBe(400);
    expect(await take(send({ time: now - MINUTE }))).toBe(200);
    const timestamp = now - 1_000;
    const ended = { ...feedsEvent("ended", { streamId: stream, ended: timestamp }), timestamp };
    expect(await take(event({ body: ended }))).toBe(200);
    const [frame, ...others] = await entriesOf(account);
    expect(frame).toMatchObject({ kind: "frame", frame: { time: now - MINUTE } });
    expect(others).toContainEqual(
      expect.objectContaining({ kind: "ended", at: timestamp, ended: timestamp }),
    );
    // The store tells its time in seconds.
    const notes = others.flatMap((entry) => (entry.kind === "note" ? [Math.abs(entry.at - Date.now())] : []));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toBeLessThan(10_000);
  });

  test("takes turns with one whose clock is right, and viewers with wrong clocks see the newest of both", async () => {
    const { account, now, send } = newStream();
    const receivers = [receiverOn(storeAt(off)), receiver()];
    for (const [index, ago] of [3_000, 2_000, 1_000, 0].entries()) {
      await receivers[index % 2]?.receive(send({ time: now - ago }));
    }
    const wall = await viewerOf(storeAt(off), account)();
    expect(wall.tiles).toMatchObject([{ feed: FEED, time: now }]);
    expect(Math.abs(wall.now - Date.now())).toBeLessThan(10_000);
    expect(await historyOf(account)).toHaveLength(4);
    expect(await findPast(storeWith(), account, now - 1)).toMatchObject([{ time: now - 1_000 }]);
  });
});
