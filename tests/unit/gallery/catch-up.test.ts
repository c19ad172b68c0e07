import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { frame, STREAM } from "../model/entries.ts";
import { follow, MINUTE, NOON, pass, SECOND } from "./following.ts";
import { createRandom } from "./simulated-frames.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

const named = (name: string) => ({ stream: { ...STREAM, name }, feed: `feed-${name}` });

/** A log in which so many feeds have sent for a minute and a half. */
function crowd(feeds: number) {
  const scene = follow({ isIndexed: false });
  const random = createRandom(feeds);
  for (let n = 0; n < feeds; n++) {
    const phase = random.next() * 30 * SECOND;
    for (let age = phase; age < 90 * SECOND; age += 30 * SECOND)
      scene.put(frame(NOON - Math.round(age), named(`${n}`)));
  }
  return scene;
}

describe("the first state", () => {
  test.each([
    [10, 1],
    [1_000, 4],
    [10_000, 28],
  ])("of %i feeds shows all of them after at most %i LISTs", async (feeds, most) => {
    const scene = crowd(feeds);
    let lists = 0;
    const reading = scene.follower.current().then((state) => {
      lists = scene.lists;
      return state;
    });
    expect((await reading)?.tiles).toHaveLength(feeds);
    // One of the background may have begun.
    expect(lists - 1).toBeLessThanOrEqual(most);
  });

  test("of feeds that all sent in one instant has all of them", async () => {
    const { put, follower } = follow();
    for (let n = 0; n < 5_000; n++) put(frame(NOON - 70 * SECOND, named(`${n}`)));
    expect((await follower.current())?.tiles).toHaveLength(5_000);
  });

  test("has no stalled feeds, and the next one has", async () => {
    const scene = follow({ isIndexed: false });
    scene.put(frame(NOON - 75 * SECOND - 1, named("stalled")));
    scene.put(frame(NOON - 5 * MINUTE, named("about to be offline")));
    scene.put(frame(NOON - 75 * SECOND, named("live")));
    expect(await scene.states()).toEqual({ live: "live" });
    scene.put(frame(NOON - 4 * MINUTE, named("stalled before")), NOON - 4 * MINUTE);
    await scene.watch(2 * SECOND);
    expect(await scene.states()).toMatchObject({ live: "stalled", stalled: "stalled" });
  });

  test("waits for no stalled feeds, and looks for them again after a failure", async () => {
    const scene = follow();
    scene.put(frame(NOON - 2 * MINUTE, named("stalled")));
    await scene.follower.current();
    scene.mode = "fails";
    await scene.watch(4 * SECOND);
    scene.mode = "fine";
    await scene.watch(6 * SECOND);
    expect(await scene.states()).toEqual({ stalled: "stalled" });
  });
});

describe("after a time in which nobody looked", () => {
  test("of four minutes, nothing is missing that was stored meanwhile", async () => {
    const scene = follow({ isIndexed: false });
    await scene.follower.current();
    scene.put(frame(NOON + SECOND, named("early")), NOON + SECOND);
    scene.put(frame(NOON + 4 * MINUTE - SECOND, named("late")), NOON + 4 * MINUTE - SECOND);
    await pass(4 * MINUTE);
    await scene.watch(4 * SECOND);
    expect(await scene.states()).toEqual({ early: "stalled", late: "live" });
  });

  test("of an hour, what a feed showed before is forgotten, since it may have sent more", async () => {
    const scene = follow();
    scene.put(frame(NOON, named("gone")));
    scene.put(frame(NOON, named("live")));
    scene.putName(named("gone").stream);
    scene.putName(named("live").stream);
    await scene.follower.current();
    await pass(60 * MINUTE);
    scene.put(frame(Date.now(), named("live")));
    const newer = frame(NOON + 30 * MINUTE, named("gone"));
    scene.put(newer);
    scene.putPreview({ ...newer.frame, storedAt: newer.storedAt });
    await scene.watch(10 * SECOND);
    const state = await scene.follower.current();
    expect(state?.tiles.map(({ name, time }) => [name, time])).toEqual([
      ["gone", NOON + 30 * MINUTE],
      ["live", NOON + 60 * MINUTE],
    ]);
  });
});
