// Receivers and viewers whose clocks are wrong by minutes, on a store that tells the time, as S3 does.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CountedStore, startCountedStore } from "../support/counted-store.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import {
  answerOf,
  entriesOf,
  historyOf,
  pastOf,
  receiver,
  scene,
  storeSettings,
  storeWith,
  viewer,
} from "../support/receiving.ts";

const MINUTE = 60_000;

/** Node's server, which stands before the store under test, adds the time to each answer. */
let store: CountedStore;
beforeAll(async () => {
  store = await startCountedStore(storeSettings().endpoint ?? "");
});
afterAll(() => store.stop());

const on = (off: number) => ({
  store: { endpoint: store.endpoint },
  clock: () => Date.now() + off,
});

describe.each([
  ["20 minutes behind", -20 * MINUTE],
  ["5 minutes behind", -5 * MINUTE],
  ["5 minutes ahead", 5 * MINUTE],
  ["20 minutes ahead", 20 * MINUTE],
])("a receiver whose clock is %s", (_what, off) => {
  test("stores its first frame, as one with the right clock does", async () => {
    const { account, now, receive, send } = scene(on(off));
    expect((await receive(send())).status).toBe(200);
    expect(await entriesOf(account)).toMatchObject([{ kind: "frame", frame: { time: now } }]);
    expect(await historyOf(account)).toMatchObject([{ time: now }]);
    expect(await pastOf(account, now)).toMatchObject([{ time: now }]);
    expect((await viewer(account)()).tiles).toMatchObject([{ time: now }]);
  });

  test("refuses a frame of eleven minutes ago, and one of three minutes ahead", async () => {
    const { now, receive, send } = scene(on(off));
    for (const time of [now - 11 * MINUTE, now + 3 * MINUTE]) {
      expect(await answerOf(await receive(send({ time })))).toMatchObject({ status: 400 });
    }
  });

  test("notes a late frame where viewers read", async () => {
    const { account, now, receive, send } = scene(on(off));
    await receive(send({ time: now - MINUTE }));
    const notes = (await entriesOf(account)).flatMap((entry) => (entry.kind === "note" ? [entry.at] : []));
    expect(notes).toHaveLength(1);
    // The store tells its time in seconds.
    expect(Math.abs((notes[0] ?? 0) - Date.now())).toBeLessThan(5_000);
  });

  test("takes an event at its own time", async () => {
    const { account, stream, receive } = scene(on(off));
    const timestamp = Date.now() - 1_000;
    const body = { ...feedsEvent("ended", { streamId: stream, ended: timestamp }), timestamp };
    await receive(event({ body }));
    expect(await entriesOf(account)).toMatchObject([{ kind: "ended", at: timestamp, ended: timestamp }]);
  });

  test("takes turns with one whose clock is right, and the wall shows the newest of both", async () => {
    const { account, now, receive, send } = scene(on(off));
    const right = receiver();
    for (const [index, ago] of [3_000, 2_000, 1_000, 0].entries()) {
      await (index % 2 === 0 ? receive : right.receive)(send({ time: now - ago }));
    }
    expect((await viewer(account)()).tiles).toMatchObject([{ feed: FEED, time: now }]);
    expect(await historyOf(account)).toHaveLength(4);
    expect(await pastOf(account, now - 1)).toMatchObject([{ time: now - 1_000 }]);
  });

  test("does no harm to a viewer's clock that is as wrong", async () => {
    const { account, now, receive, send } = scene();
    await receive(send());
    const wrong = storeWith({ endpoint: store.endpoint }, { now: () => Date.now() + off });
    const wall = await viewer(account, wrong)();
    expect(wall.tiles).toMatchObject([{ time: now }]);
    expect(Math.abs(wall.now - Date.now())).toBeLessThan(5_000);
  });
});
