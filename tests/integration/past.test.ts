// The wall at past moments at a real store, and its cost: S3 bills by the request.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createHistory, type History } from "#lib/history/history.ts";
import { BudgetError } from "#lib/history/budget.ts";
import type { Frame } from "#lib/model/frame.ts";
import type { PastTile } from "#lib/model/past.ts";
import { startCountedStore, type CountedStore } from "../support/counted-store.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { newAccount, scene, storeSettings, storeWith } from "../support/receiving.ts";

const FRAME = 30_000;
const DAY = 24 * 3_600_000;
const FEEDS = 150;
const FRAMES = 12;
/** Three for each thousand feeds that were live, and eight more for what was stalled. */
const MAX_LISTS = Math.ceil((3 * FEEDS) / 1_000) + Math.ceil((8 * FEEDS) / 1_000);
const everybody = { scope: EVERYTHING, client: null };
/** On the grid, and where no other test has put frames. */
const MOMENT = Math.floor((Date.now() - (2 + 3 * Math.random()) * DAY) / FRAME) * FRAME;

let counted: CountedStore;
beforeAll(async () => {
  counted = await startCountedStore(storeSettings().endpoint ?? "");
});
beforeEach(() => {
  counted.requests.length = 0;
});
afterAll(() => counted.stop());

type Clock = { readonly elapsed: () => number; readonly delay: (ms: number) => Promise<void> };
const realClock: Clock = {
  elapsed: () => performance.now(),
  delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The past as a gallery reads it that has just started. */
function freshHistory(isKnown: (name: string) => boolean = () => true, clock = realClock): History {
  return createHistory({
    store: storeWith({ endpoint: counted.endpoint }),
    log: () => undefined,
    listsPerSecond: 10,
    logDays: 7,
    isKnown: ({ name }) => isKnown(name),
    ...clock,
  });
}

const ofAccount = (tiles: readonly PastTile[], account: string) =>
  tiles.filter(({ stream }) => stream.startsWith(`${account}/`));

describe("the wall at a past moment", () => {
  const account = newAccount();

  beforeAll(async () => {
    const store = storeWith();
    const frames = Array.from({ length: FEEDS }, (_, feed) =>
      Array.from({ length: FRAMES }, (_, n): Frame => ({
        stream: { account, name: `camera ${feed}` },
        feed: `feed-${feed}`,
        // Each tenth has sent nothing for the last two minutes.
        time: MOMENT - (feed % 10 === 0 ? 120_000 : 0) - n * FRAME + Math.floor((feed * FRAME) / FEEDS) + 1,
        width: 640,
        height: 360,
        faults: feed === 7 ? ["frozen"] : [],
        isBare: true,
        source: null,
      })),
    ).flat();
    const putAll = async () => {
      for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
        await store.putOriginal(frame, Uint8Array.of(1), null, AbortSignal.timeout(60_000));
      }
    };
    await Promise.all(Array.from({ length: 16 }, putAll));
  }, 240_000);

  test("costs at most 11 LISTs for each thousand feeds, however many look, and none per tile", async () => {
    const history = freshHistory();
    const walls = await Promise.all(Array.from({ length: 20 }, () => history.wallAt(everybody, MOMENT)));
    for (const { tiles, isWhole } of walls) {
      const own = ofAccount(tiles, account);
      expect(isWhole).toBe(true);
      expect(own).toHaveLength(FEEDS);
      expect(own.filter(({ state }) => state === "stalled")).toHaveLength(FEEDS / 10);
      expect(own.find(({ name }) => name === "camera 7")?.faults).toEqual(["frozen"]);
      expect(own.slice(0, 3).map(({ name }) => name)).toEqual(["camera 0", "camera 1", "camera 2"]);
    }
    expect(counted.count("LIST")).toBeLessThanOrEqual(MAX_LISTS);
    const streams = Array.from({ length: 40 }, (_, feed) => ({ account, name: `camera ${feed}` }));
    const { past } = await history.framesOfLog(everybody, streams, [MOMENT]);
    expect(Object.values(past.frames).every((frames) => frames.length === 1)).toBe(true);
    expect(counted.count("LIST")).toBeLessThanOrEqual(MAX_LISTS);
  });

  test("plays forward with a LIST for each thousand entries", async () => {
    const history = freshHistory();
    const steps = 8;
    for (let step = steps; step >= 0; step -= 1) await history.wallAt(everybody, MOMENT - step * FRAME);
    const entries = FEEDS * FRAMES;
    expect(counted.count("LIST")).toBeLessThanOrEqual(Math.ceil(entries / 1_000) + 3);
  });
});

test("a stream that has left the wall is in its past, with the source of each feed", async () => {
  const { account, now, receive, send } = scene();
  const of = { accountId: account, name: "teststream", streamId: `${account}/teststream` };
  for (const [feed, sourceId, age] of [
    ["first", "left", 420_000],
    ["second", "left", 330_000],
    ["other", "right", 320_000],
  ] as const) {
    await receive(event({ body: feedsEvent("started", { ...of, feedId: feed, sourceId }) }));
    await receive(send({ time: now - age, feed }));
  }
  const history = freshHistory();
  const at = async (age: number) =>
    ofAccount((await history.wallAt(everybody, now - age)).tiles, account).map(({ source, feed }) => [
      source,
      feed,
    ]);
  expect(await at(400_000)).toEqual([["left", "first"]]);
  expect(await at(310_000)).toEqual([
    ["left", "second"],
    ["right", "other"],
  ]);
  expect(await at(0)).toEqual([]);
});

test("what was received is shown at its moment, also where previews are off", async () => {
  for (const settings of [{ previews: true }, { previews: false, index: false }]) {
    const { account, now, receive, send } = scene({ settings });
    await receive(send({ time: now - 60_000 }));
    const stream = { account, name: "teststream" };
    const { past } = await freshHistory().framesOfLog(everybody, [stream], [now - 60_001, now - 30_000]);
    const [shown] = past.frames[`${account}/teststream`] ?? [];
    expect(shown).toMatchObject({ time: now - 60_000, feed: FEED });
    expect((await fetch(shown?.picture ?? "")).status).toBe(200);
  }
});

test("a client that asks for anything in a loop costs no more than its half of the budget", async () => {
  const clock = { now: 0 };
  const history = freshHistory((name) => name === "known", {
    elapsed: () => clock.now,
    delay: () => Promise.resolve(),
  });
  const abuser = { scope: EVERYTHING, client: "203.0.113.9" };
  const known = { stream: { account: newAccount(), name: "known" }, source: null, feed: null };
  const unknown = () => ({ ...known, stream: { account: newAccount(), name: "unknown" } });
  const time = () => Math.floor((Date.now() - Math.random() * 6 * DAY) / FRAME) * FRAME;
  const places = { latest: Date.now(), atLeast: -Infinity };
  const attacks = [
    () => history.wallAt(abuser, time()),
    () => history.framesOfLog(abuser, [known.stream], [time(), time()]),
    () => history.framesOfHistory(abuser, known.stream, [time()]),
    () => history.moment(abuser, { ...known, at: time() }, places),
    () => history.moment(abuser, { ...unknown(), at: time() }, places),
    () => history.coverage(abuser, known, [time() - DAY, time()]),
    () => history.coverage(abuser, unknown(), [time() - 20 * DAY, time()]),
    () => history.faultHours(abuser, [time() - DAY, time()]),
  ];
  let refused = 0;
  const seconds = 20;
  for (; clock.now < seconds * 1_000; clock.now += 500) {
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => attacks.map((attack) => attack())).flat(),
    );
    const errors = answers
      .filter((answer) => answer.status === "rejected")
      .map(({ reason }): unknown => reason);
    expect(errors.every((error) => error instanceof BudgetError)).toBe(true);
    refused += errors.length;
  }
  expect(refused).toBeGreaterThan(0);
  // What was saved, its rate, and what may wait.
  expect(counted.requests.length).toBeLessThanOrEqual(60 + 5 * seconds + 10 + 1);
  const before = counted.requests.length;
  const other = { scope: EVERYTHING, client: "198.51.100.7" };
  await history.wallAt(other, MOMENT);
  expect(counted.requests.length).toBeGreaterThan(before);
}, 120_000);
