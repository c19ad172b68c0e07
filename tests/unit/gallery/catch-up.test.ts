import { describe, expect, test } from "vitest";
import { frame, MINUTE, NOON, SECOND } from "../../support/entries.ts";
import { follow, named, pass, stopClock } from "./following.ts";
import { createRandom } from "./simulated-frames.ts";

stopClock();

/** A log in which so many feeds have sent for a minute and a half. */
function crowd(feeds: number) {
  const scene = follow({ isIndexed: false });
  const random = createRandom(feeds);
  for (let n = 0; n < feeds; n += 1) {
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
  ])("has all of %i feeds after at most %i LISTs", async (feeds, max) => {
    const { follower, count } = crowd(feeds);
    const [tiles, lists] = await follower.current().then((state) => [state?.tiles, count("log")]);
    expect(tiles).toHaveLength(feeds);
    // One of the background may have begun.
    expect(lists).toBeLessThanOrEqual(max + 1);
  });

  test("has all feeds that sent in one instant", async () => {
    const { put, tiles } = follow();
    for (let n = 0; n < 5_000; n += 1) put(frame(NOON - 70 * SECOND, named(`${n}`)));
    expect(await tiles()).toHaveLength(5_000);
  });

  test("has no stalled feeds, and the next one has", async () => {
    const scene = follow({ isIndexed: false });
    scene.put(frame(NOON - 75 * SECOND - 1, named("stalled")));
    scene.put(frame(NOON - 5 * MINUTE, named("about to be offline")));
    scene.put(frame(NOON - 75 * SECOND, named("live")));
    expect(await scene.states()).toEqual({ live: "live" });
    expect(scene.count("log")).toBe(1);
    await scene.watch(2 * SECOND);
    expect(await scene.states()).toMatchObject({ live: "stalled", stalled: "stalled" });
    expect(scene.count("log")).toBe(3);
  });

  test("is followed by stalled feeds after a failure", async () => {
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

describe("after a pause without viewers", () => {
  test("of four minutes, nothing is missing", async () => {
    const scene = follow({ isIndexed: false });
    await scene.follower.current();
    scene.put(frame(NOON + SECOND, named("early")));
    scene.put(frame(NOON + 4 * MINUTE - SECOND, named("late")));
    await pass(4 * MINUTE);
    await scene.watch(4 * SECOND);
    expect(await scene.states()).toEqual({ early: "stalled", late: "live" });
  });

  test("of an hour, the last frames of offline feeds are looked up again", async () => {
    const scene = follow();
    for (const name of ["gone", "live"]) {
      scene.put(frame(NOON, named(name)));
      scene.putName(named(name).stream);
    }
    await scene.follower.current();
    await pass(60 * MINUTE);
    scene.put(frame(NOON + 60 * MINUTE, named("live")));
    const newer = frame(NOON + 30 * MINUTE, named("gone"));
    scene.put(newer);
    scene.putPreview(newer);
    await scene.watch(10 * SECOND);
    expect((await scene.tiles()).map(({ name, time }) => [name, time])).toEqual([
      ["gone", NOON + 30 * MINUTE],
      ["live", NOON + 60 * MINUTE],
    ]);
  });
});
