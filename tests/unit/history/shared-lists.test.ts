import { expect, test } from "vitest";
import { SHARED_MS, shareLists } from "#lib/history/shared-lists.ts";
import type { FrameId } from "#lib/store/keys.ts";
import type { Picture } from "#lib/store/store.ts";

const STREAM = { account: "a", name: "b" };
const FRAME: FrameId = { stream: STREAM, feed: "feed", time: 1_000 };
const LISTED = { frames: [FRAME], isEnd: true };

function scene() {
  const state = { now: 1_795_447_990_000, lists: 0, fails: false };
  const listPictures = () => {
    state.lists += 1;
    return state.fails ? Promise.reject(new Error("no answer")) : Promise.resolve(LISTED);
  };
  const shared = shareLists({ listPictures }, () => state.now);
  const list = (from: number, name = "b", kind: Picture["kind"] = "frame") =>
    shared.listPictures({ stream: { ...STREAM, name }, kind }, from, 1_000, AbortSignal.timeout(1_000));
  return { state, list };
}

test("however many look at a moment at the same time, it is listed once", async () => {
  const { state, list } = scene();
  const all = await Promise.all(Array.from({ length: 100 }, () => list(5)));
  expect(all).toEqual(Array(100).fill(LISTED));
  state.now += SHARED_MS - 1;
  await list(5);
  expect(state.lists).toBe(1);
  state.now += 1;
  await list(5);
  expect(state.lists).toBe(2);
  state.now -= 3_600_000;
  await list(5);
  expect(state.lists).toBe(3);
});

test("another moment, another stream and another kind of picture are listed by themselves", async () => {
  const { state, list } = scene();
  await Promise.all([list(5), list(6), list(5, "c"), list(5, "b", "preview")]);
  expect(state.lists).toBe(4);
});

test("what failed is asked again by who comes next", async () => {
  const { state, list } = scene();
  state.fails = true;
  await expect(list(5)).rejects.toThrow("no answer");
  state.fails = false;
  expect(await list(5)).toEqual(LISTED);
});
