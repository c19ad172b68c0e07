import { describe, expect, test, vi } from "vitest";
import { DOCTOR } from "#lib/model/stream.ts";
import { ended, frame, HOUR, MINUTE, NOON, note, SECOND, started } from "../../support/entries.ts";
import { follow, named, pass, stopClock } from "./following.ts";

stopClock();

describe("a state of the wall", () => {
  test("has the tiles of all streams in order, without the doctor's", async () => {
    const { put, follower } = follow();
    for (const name of ["camera 10", "camera 2"]) put(frame(NOON - SECOND, named(name)));
    put(frame(NOON, { stream: { account: DOCTOR, name: "1" } }));
    const state = await follower.current();
    expect(state?.tiles.map(({ name }) => name)).toEqual(["camera 2", "camera 10"]);
    expect(state?.asOf).toBe(NOON);
  });

  test("is read once for concurrent viewers", async () => {
    const scene = follow();
    scene.answer = () => pass(100);
    const all = await Promise.all(Array.from({ length: 100 }, () => scene.follower.current()));
    expect(new Set(all).size).toBe(1);
    expect(scene.count()).toBe(1);
  });

  test("is fresh for two seconds", async () => {
    const { follower } = follow();
    const first = await follower.current();
    await pass(2 * SECOND - 1);
    expect(await follower.current()).toBe(first);
    await pass(1);
    expect(await follower.current()).toMatchObject({ asOf: NOON + 2 * SECOND });
  });

  test("is read again after the clock was set back", async () => {
    const { put, follower, tiles } = follow();
    await follower.current();
    vi.setSystemTime(NOON - HOUR);
    put(frame(NOON - HOUR - 30 * SECOND));
    expect(await tiles()).toHaveLength(1);
  });
});

describe("a poll shows", () => {
  test("new frames, ends and sources, for one LIST", async () => {
    const scene = follow();
    scene.put(frame(NOON - 10 * SECOND));
    await scene.follower.current();
    await scene.watch(4 * SECOND);
    const before = scene.count("log");
    scene.put(frame(NOON + SECOND, { isBare: true }));
    scene.put(started("left"));
    expect((await scene.watch(2 * SECOND))?.tiles).toMatchObject([
      { source: "left", time: NOON + SECOND, ended: false },
    ]);
    scene.put(ended(NOON + 5 * SECOND));
    expect((await scene.watch(2 * SECOND))?.tiles).toMatchObject([{ ended: true }]);
    expect(scene.count("log")).toBe(before + 2);
  });

  test("frames that are stored eight seconds late, and later ones by their notes", async () => {
    const { put, follower, watch } = follow();
    for (let n = 0; n < 3_000; n += 1) put(frame(NOON - 30 * SECOND + 20 * n, named(`${n}`)));
    await follower.current();
    await watch(30 * SECOND);
    const at = Date.now() + SECOND;
    put(frame(at - 9 * SECOND, named("late")), at);
    put(frame(at - 50 * SECOND, named("later")), at);
    put(note(at, at - 50 * SECOND, named("later")), at + SECOND);
    const names = (await watch(4 * SECOND))?.tiles.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["late", "later"]));
  });

  test("frames of clocks that are ten seconds ahead", async () => {
    const { put, tiles } = follow();
    put(frame(NOON + 9_999));
    put(frame(NOON + 10_000, named("further ahead")));
    expect(await tiles()).toHaveLength(1);
  });

  test("unchanged tiles as the same objects", async () => {
    const { put, tiles, watch } = follow();
    for (const name of ["a", "b"]) put(frame(NOON, named(name)));
    const before = await tiles();
    put(frame(NOON + SECOND, named("a")));
    const after = await watch(2 * SECOND);
    expect(after?.tiles.map((tile, place) => tile === before[place])).toEqual([false, true]);
  });
});

describe("while the store fails", () => {
  test("there is no state if there never was one, and it is asked once a second", async () => {
    const scene = follow();
    const { follower, count, lines } = scene;
    scene.mode = "fails";
    expect(await Promise.all([follower.current(), follower.current()])).toEqual([null, null]);
    await pass(SECOND - 1);
    expect(await follower.current()).toBeNull();
    expect(count()).toBe(1);
    expect(lines).toEqual([
      ["poll-failed", { level: "error", error: "log failed: Error: no answer", lastGood: undefined }],
    ]);
    scene.mode = "fine";
    await pass(1);
    expect(await follower.current()).toMatchObject({ asOf: NOON + SECOND });
  });

  test("the last state stays, with its own time", async () => {
    const scene = follow();
    const last = await scene.follower.current();
    scene.mode = "fails";
    expect(await scene.watch(2 * MINUTE)).toBe(last);
    expect(scene.lines.at(-1)).toMatchObject(["poll-failed", { lastGood: NOON }]);
  });

  test("a viewer waits a second if there is a last state", async () => {
    const scene = follow();
    const last = await scene.follower.current();
    scene.mode = "hangs";
    await pass(2 * SECOND);
    const waiting = scene.follower.current();
    await pass(SECOND);
    expect(await waiting).toBe(last);
  });
});

describe("after an outage", () => {
  /** A feed that sent 20 s before an outage. */
  async function outage(ms: number) {
    const scene = follow();
    scene.put(frame(NOON - 20 * SECOND, named("a")));
    await scene.follower.current();
    scene.mode = "fails";
    await scene.watch(ms);
    scene.mode = "fine";
    return scene;
  }

  test.each([1, 20])("of %i minutes, nothing is stalled that was live before", async (minutes) => {
    const { states, tiles, watch } = await outage(minutes * MINUTE);
    await watch(2 * SECOND);
    expect(await states()).toEqual({ a: "live" });
    await watch(30 * SECOND);
    const [tile] = await tiles();
    await watch(20 * SECOND);
    expect(await states()).toEqual({ a: "live" });
    expect((await tiles())[0]).toBe(tile);
    await watch(10 * SECOND);
    expect(await states()).toEqual({ a: "stalled" });
  });

  test("a feed that goes on is seen at the time of its frame", async () => {
    const { put, watch } = await outage(MINUTE);
    await watch(2 * SECOND);
    put(frame(Date.now() + SECOND, named("a")));
    const [tile] = (await watch(2 * SECOND))?.tiles ?? [];
    expect(tile?.seen).toBe(tile?.time);
  });

  test("the time counts in which there was no viewer", async () => {
    const scene = follow();
    scene.put(frame(NOON - 20 * SECOND, named("a")));
    await scene.follower.current();
    await pass(2 * MINUTE);
    scene.mode = "fails";
    await scene.follower.current();
    scene.mode = "fine";
    await pass(SECOND);
    expect(await scene.states()).toEqual({ a: "stalled" });
  });
});
