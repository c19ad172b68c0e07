import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DOCTOR } from "#lib/model/stream.ts";
import { ended, frame, note, started, STREAM } from "../model/entries.ts";
import { follow, MINUTE, NOON, pass, SECOND } from "./following.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

const named = (name: string) => ({ stream: { ...STREAM, name }, feed: `feed-${name}` });

describe("a state of the wall", () => {
  test("has the tiles of all streams in order, and when the store was read", async () => {
    const { put, follower } = follow();
    for (const name of ["camera 10", "camera 2"]) put(frame(NOON - SECOND, named(name)));
    const state = await follower.current();
    expect(state?.tiles.map(({ name }) => name)).toEqual(["camera 2", "camera 10"]);
    expect(state?.asOf).toBe(NOON);
  });

  test("is read once for all who ask in the same moment", async () => {
    const scene = follow();
    scene.answer = () => pass(100).then(() => undefined);
    const all = await Promise.all(Array.from({ length: 100 }, () => scene.follower.current()));
    expect(new Set(all).size).toBe(1);
    expect(scene.lists).toBe(1);
  });

  test("reads what is stalled in the background, with the second poll", async () => {
    const scene = follow();
    await scene.follower.current();
    expect(scene.lists).toBe(1);
    await pass(2 * SECOND);
    await scene.follower.current();
    expect(scene.lists).toBe(3);
  });

  test("is good for two seconds, and no longer", async () => {
    const scene = follow();
    const first = await scene.follower.current();
    await pass(2 * SECOND - 1);
    expect(await scene.follower.current()).toBe(first);
    await pass(1);
    expect(await scene.follower.current()).toMatchObject({ asOf: NOON + 2 * SECOND });
  });

  test("is read afresh after the clock was set back", async () => {
    const { put, follower } = follow();
    await follower.current();
    vi.setSystemTime(NOON - 60 * MINUTE);
    put(frame(NOON - 60 * MINUTE - 30 * SECOND));
    expect((await follower.current())?.tiles).toHaveLength(1);
  });

  test("has no frame of the self-test of the doctor", async () => {
    const { put, follower } = follow();
    put(frame(NOON, { stream: { account: DOCTOR, name: "1" } }));
    expect((await follower.current())?.tiles).toEqual([]);
  });
});

describe("a poll shows", () => {
  test("new frames, ends and sources, for one LIST", async () => {
    const scene = follow();
    scene.put(frame(NOON - 10 * SECOND));
    await scene.follower.current();
    await scene.watch(4 * SECOND);
    const before = scene.lists;
    scene.put(frame(NOON + SECOND, { isBare: true }));
    scene.put(started("left"));
    expect((await scene.watch(2 * SECOND))?.tiles).toMatchObject([
      { source: "left", time: NOON + SECOND, ended: false },
    ]);
    scene.put(ended(NOON + 5 * SECOND));
    expect((await scene.watch(2 * SECOND))?.tiles).toMatchObject([{ ended: true }]);
    expect(scene.lists).toBe(before + 2);
  });

  test("frames that are stored eight seconds late, and later ones by their notes", async () => {
    const { put, follower, watch } = follow();
    for (let n = 0; n < 3_000; n++) put(frame(NOON - 30 * SECOND + 20 * n, named(`${n}`)));
    await follower.current();
    await watch(30 * SECOND);
    const at = Date.now() + SECOND;
    put(frame(at - 9 * SECOND, named("late")), at);
    put(frame(at - 50 * SECOND, named("later")), at);
    put(note(at, at - 50 * SECOND, named("later")), at + SECOND);
    const names = (await watch(4 * SECOND))?.tiles.map(({ name }) => name) ?? [];
    expect(names).toContain("late");
    expect(names).toContain("later");
  });

  test("frames of clocks that are ten seconds ahead", async () => {
    const { put, follower } = follow();
    put(frame(NOON + 9_999));
    put(frame(NOON + 10_000, named("further ahead")));
    expect((await follower.current())?.tiles).toHaveLength(1);
  });

  test("nothing new with the same objects", async () => {
    const { put, follower, watch } = follow();
    for (const name of ["a", "b"]) put(frame(NOON, named(name)));
    const before = await follower.current();
    put(frame(NOON + SECOND, named("a")));
    const after = await watch(2 * SECOND);
    expect(after?.tiles[0]).not.toBe(before?.tiles[0]);
    expect(after?.tiles[1]).toBe(before?.tiles[1]);
  });
});

describe("while the store fails", () => {
  test("there is no state if there never was one, and the log says why", async () => {
    const scene = follow();
    scene.mode = "fails";
    expect(await scene.follower.current()).toBeNull();
    expect(scene.lines).toEqual([
      ["poll-failed", { level: "error", error: "list failed: Error: no answer", lastGood: undefined }],
    ]);
  });

  test("the last good state stays, with its own time", async () => {
    const scene = follow();
    const good = await scene.follower.current();
    scene.mode = "fails";
    expect(await scene.watch(2 * MINUTE)).toBe(good);
    expect(scene.lines.at(-1)).toMatchObject(["poll-failed", { lastGood: NOON }]);
  });

  test("it is asked once a second at most, however many viewers there are", async () => {
    const scene = follow();
    scene.mode = "fails";
    await Promise.all([scene.follower.current(), scene.follower.current()]);
    await pass(SECOND - 1);
    expect(await scene.follower.current()).toBeNull();
    expect(scene.lists).toBe(1);
    await pass(1);
    await scene.follower.current();
    expect(scene.lists).toBe(2);
  });

  test("news come as soon as it works again", async () => {
    const scene = follow();
    scene.mode = "fails";
    await scene.follower.current();
    scene.mode = "fine";
    await pass(SECOND);
    expect(await scene.follower.current()).toMatchObject({ asOf: NOON + SECOND });
  });

  test("a viewer waits a second at most if there is a last good state", async () => {
    const scene = follow();
    const good = await scene.follower.current();
    scene.mode = "hangs";
    await pass(2 * SECOND);
    const waiting = scene.follower.current();
    await pass(SECOND);
    expect(await waiting).toBe(good);
  });
});

describe("after an outage", () => {
  /** A feed that sends every 30 s until the outage and, if told so, after it. */
  async function outage(ms: number, goesOn: boolean) {
    const scene = follow();
    scene.put(frame(NOON - 20 * SECOND, named("a")));
    await scene.follower.current();
    scene.mode = "fails";
    await scene.watch(ms);
    scene.mode = "fine";
    if (goesOn) scene.put(frame(Date.now() + SECOND, named("a")));
    await scene.watch(2 * SECOND);
    return scene;
  }

  test.each([1, 4, 20])("of %i minutes, nothing is stalled that was live before", async (minutes) => {
    const scene = await outage(minutes * MINUTE, false);
    expect(await scene.states()).toEqual({ a: "live" });
    await scene.watch(50 * SECOND);
    expect(await scene.states()).toEqual({ a: "live" });
    await scene.watch(10 * SECOND);
    expect(await scene.states()).toEqual({ a: "stalled" });
  });

  test("a feed that goes on is seen at the time of its frame", async () => {
    const scene = await outage(MINUTE, true);
    scene.put(frame(Date.now() + SECOND, named("a")));
    const [tile] = (await scene.watch(2 * SECOND))?.tiles ?? [];
    expect(tile?.seen).toBe(tile?.time);
  });

  test("a tile does not change again with each poll", async () => {
    const scene = await outage(MINUTE, false);
    const [tile] = (await scene.follower.current())?.tiles ?? [];
    expect((await scene.watch(20 * SECOND))?.tiles[0]).toBe(tile);
  });

  test("time counts in which nobody looked", async () => {
    const scene = follow();
    scene.put(frame(NOON - 20 * SECOND, named("a")));
    await scene.follower.current();
    await pass(2 * MINUTE);
    scene.mode = "fails";
    await scene.follower.current();
    scene.mode = "fine";
    await pass(SECOND);
    await scene.follower.current();
    expect(await scene.states()).toEqual({ a: "stalled" });
  });
});
