import { expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { toStored } from "#lib/history/counted.ts";
import { createHistory } from "#lib/history/history.ts";
import { ALL } from "#lib/model/selection.ts";
import { streamId } from "#lib/model/stream.ts";
import type { Frame } from "#lib/model/frame.ts";
import { frame, HOUR, MINUTE, NOON, SECOND, STREAM } from "../../support/entries.ts";
import { follow, stopClock } from "../gallery/following.ts";

stopClock();

const FROZEN_AFTER = 5 * MINUTE;
const FROZE = NOON - 8 * MINUTE;
const MARKED = FROZE + FROZEN_AFTER;
const reader = { scope: EVERYTHING, client: null };
const whole = { stream: STREAM, ...ALL };

/** A stream that froze eight minutes ago, live and in history. */
function scene() {
  const live = follow();
  for (let time = NOON - 20 * MINUTE; time <= NOON; time += 30 * SECOND) {
    const entry = frame(time, { faults: time < MARKED ? [] : ["frozen"] });
    live.put(entry);
    live.putPreview(entry);
  }
  const history = createHistory({
    store: live,
    log: () => undefined,
    listsPerSecond: 10,
    logDays: 5,
    originals: true,
    frozenAfterMs: FROZEN_AFTER,
    isKnown: () => true,
    elapsed: () => 0,
    delay: () => new Promise(() => undefined),
  });
  return { live, history };
}

test("a frozen picture has one beginning, live, on the wall's past and on a timeline", async () => {
  const { live, history } = scene();
  await live.watch(10 * SECOND);
  expect((await live.tiles())[0]).toMatchObject({ faults: ["frozen"], since: FROZE });
  expect((await history.wallAt(reader, NOON)).tiles).toMatchObject([{ faults: ["frozen"], since: FROZE }]);
  expect(await history.coverage(reader, whole, [NOON - HOUR, NOON])).toMatchObject({
    faults: [{ fault: "frozen", span: [FROZE, NOON] }],
  });
});

test("the pictures of a stream are frozen from the first of the same, though a later one has the mark", async () => {
  const { history } = scene();
  const end = MARKED - MINUTE;
  expect(await history.coverage(reader, whole, [NOON - HOUR, end])).toMatchObject({
    faults: [{ fault: "frozen", span: [FROZE, end] }],
  });
  for (const [at, faults] of [
    [FROZE - 1, []],
    [FROZE, ["frozen"]],
  ] as const) {
    const start = { latest: NOON, atLeast: -Infinity };
    const { shown } = await history.moment(reader, { ...whole, at }, start);
    expect(shown).toMatchObject({ faults });
    // Its pictures are found by the faults that it was stored with.
    expect(shown && toStored(shown)).toMatchObject({ faults: [] });
    const { past } = await history.framesOfHistory(reader, STREAM, [at]);
    expect(past.frames[streamId(STREAM)]).toMatchObject([{ faults }]);
  }
});

test("a picture is signed by its own key, whatever is known of it by now", async () => {
  const { live, history } = scene();
  const signed: Frame[] = [];
  const sign = live.pictureUrl.bind(live);
  live.pictureUrl = (picture, at) => {
    signed.push(picture.frame);
    return sign(picture, at);
  };
  live.putPreview(frame(FROZE - MINUTE - 1, { feed: "second" }));
  live.putPreview(frame(FROZE - MINUTE, { feed: "second", source: "left" }));
  const moments = [FROZE - MINUTE - 1, FROZE];
  const { past } = await history.framesOfHistory(reader, STREAM, moments);
  const told = past.frames[streamId(STREAM)]?.map(({ source, faults }) => [source, faults]);
  expect(told).toContainEqual(["left", []]);
  expect(told).toContainEqual([null, ["frozen"]]);
  const named = FROZE - MINUTE;
  for (const { feed, time, source, faults } of signed)
    expect([source, faults]).toEqual([feed === "second" && time === named ? "left" : null, []]);
});
