// The past at the store under test. tests/unit/history has its rules and its costs.
import { expect, test } from "vitest";
import { EVERYTHING, parseScope } from "#lib/access/scope.ts";
import { createHistory } from "#lib/history/history.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { event, feedsEvent } from "../../support/hook.ts";
import { scene, storeWith } from "../../support/receiving.ts";

const MINUTE = 60_000;
const reader = { scope: EVERYTHING, client: null };

/** The past as a process reads it that has just started. */
function freshHistory() {
  return createHistory({
    store: storeWith(),
    log: () => undefined,
    listsPerSecond: 1_000,
    logDays: 7,
    originals: true,
    isKnown: () => true,
    elapsed: () => performance.now(),
    delay: () => Promise.resolve(),
  });
}

test("a stream that reconnected is found at each moment, and its pictures open", async () => {
  const { account, now, stream: id, receive, send } = scene();
  const frames = [
    ["first", "left", 8 * MINUTE],
    ["second", "left", 6 * MINUTE],
    ["other", "right", 6 * MINUTE],
  ] as const;
  for (const [feedId, sourceId, age] of frames) {
    await receive(event({ body: feedsEvent("started", { streamId: id, feedId, sourceId }) }));
    await receive(send({ feed: feedId, time: now - age }));
  }
  const stream = { account, name: "teststream" };
  const part = { stream, source: "left", feed: null };
  const history = freshHistory();

  const wallAt = async (at: number) =>
    (await history.wallAt(reader, at)).tiles
      .filter((tile) => tile.stream === id)
      .map(({ source, feed }) => [source, feed]);
  expect(await wallAt(now - 7 * MINUTE)).toEqual([["left", "first"]]);
  expect(await wallAt(now - 5 * MINUTE)).toEqual([
    ["left", "second"],
    ["right", "other"],
  ]);
  expect(await wallAt(now)).toEqual([]);

  const places = { latest: now, atLeast: -Infinity };
  const { shown, around } = await history.moment(reader, { ...part, at: null }, places);
  expect(around.map(({ feed }) => feed)).toEqual(["first", "second"]);
  expect(shown !== null && (await history.hasOriginal(shown, null))).toBe(true);

  const { on } = await history.coverage(reader, part, [now - 10 * MINUTE, now - 2 * MINUTE]);
  expect(on).toEqual([8, 6].map((age) => [now - age * MINUTE, now - age * MINUTE + LIVE_MS]));

  const moment = [now - 5 * MINUTE];
  for (const { past } of [
    await history.framesOfHistory(reader, stream, moment),
    await history.framesOfLog(reader, [stream], moment),
  ]) {
    const picture = past.frames[id]?.[0]?.picture ?? "";
    expect((await fetch(picture)).status).toBe(200);
  }
});

test("a frame without history is shown at its moment on the wall", async () => {
  const { account, now, stream: id, receive, send } = scene({ settings: { previews: false, index: false } });
  await receive(send({ time: now - MINUTE }));
  const stream = { account, name: "teststream" };
  const { past } = await freshHistory().framesOfLog(reader, [stream], [now - MINUTE / 2]);
  expect((await fetch(past.frames[id]?.[0]?.picture ?? "")).status).toBe(200);
});

test("the number of live streams over time is that of the store's log", async () => {
  const { now, stream: id, receive, send } = scene();
  const base = Math.ceil((now - 8 * MINUTE) / MINUTE) * MINUTE;
  for (const [feed, age] of [
    ["left", 20_000],
    ["right", 10_000],
    ["left", -10_000],
  ] as const)
    await receive(send({ feed, time: base - age }));
  const scope = parseScope([id]) ?? EVERYTHING;
  const { samples, isWhole } = await freshHistory().liveCounts({ scope, client: null }, [
    base - MINUTE,
    base + 3 * MINUTE,
  ]);
  expect(isWhole).toBe(true);
  expect(samples.map(([at, live]) => [(at - base) / MINUTE, live])).toEqual([
    [-1, 0],
    [-0.5, 0],
    [0, 2],
    [0.5, 2],
    [1, 2],
    [1.5, 0],
    [2, 0],
    [2.5, 0],
  ]);
});
