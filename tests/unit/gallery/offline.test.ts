import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { frame, STREAM } from "../model/entries.ts";
import { follow, MINUTE, NOON, pass, SECOND } from "./following.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

const stream = (name: string) => ({ ...STREAM, name });
const HOUR = 60 * MINUTE;

/** A bucket with a stream that is live and others that were on an hour ago. */
function scene(offline: number) {
  const found = follow();
  found.put(frame(NOON, { stream: stream("live") }));
  found.putName(stream("live"));
  for (let n = 0; n < offline; n++) {
    const { frame: last, storedAt } = frame(NOON - HOUR - n, { stream: stream(`off ${n}`), source: "" });
    found.putPreview({ ...last, storedAt });
  }
  return found;
}

describe("streams that are offline", () => {
  test("are not asked for by the first state", async () => {
    const found = scene(10);
    expect((await found.follower.current())?.tiles.map(({ name }) => name)).toEqual(["live"]);
    expect(found).toMatchObject({ names: 0, lookups: [] });
  });

  test("are shown by name soon, last and with neither time nor picture", async () => {
    const found = scene(3_000);
    await found.watch(8 * SECOND);
    const tiles = (await found.follower.current())?.tiles ?? [];
    expect(tiles).toHaveLength(3_001);
    expect(tiles.at(-1)).toMatchObject({
      id: "ZG6NWV/off%202999",
      name: "off 2999",
      ...{ source: null, feed: null, time: null, seen: null, ended: false, faults: [], frame: null },
    });
    expect(found.names).toBe(4);
  });

  test("show their last frame once it was looked up, at most two a second", async () => {
    const found = scene(50);
    await found.watch(8 * SECOND);
    const before = found.lookups.length;
    await found.watch(10 * SECOND);
    expect(found.lookups.length - before).toBe(20);
    await found.watch(MINUTE);
    expect(found.lookups).toHaveLength(50);
    const tiles = (await found.follower.current())?.tiles ?? [];
    expect(tiles.map(({ name }) => name).slice(0, 3)).toEqual(["live", "off 0", "off 1"]);
    expect(tiles.find(({ name }) => name === "off 7")?.time).toBe(NOON - HOUR - 7);
  });

  test("are looked up first if a viewer asks for them", async () => {
    const found = scene(50);
    found.follower.prefer(["ZG6NWV/off 33", "ZG6NWV/unknown"]);
    await found.watch(8 * SECOND);
    expect(found.lookups[0]).toBe("off 33");
    expect(found.lookups).not.toContain("unknown");
  });

  test("are not looked up while nobody looks", async () => {
    const found = scene(50);
    await found.watch(8 * SECOND);
    const before = found.lookups.length;
    await pass(10 * MINUTE);
    expect(found.lookups).toHaveLength(before);
  });

  test("are looked up again a minute after a failure", async () => {
    const found = scene(1);
    await found.watch(2 * SECOND);
    const { listPreviews } = found.store;
    found.store.listPreviews = () => Promise.reject(new Error("no answer"));
    await found.watch(6 * SECOND);
    expect(found.lines).toMatchObject([["last-frame-failed", { error: "no answer" }]]);
    found.store.listPreviews = listPreviews;
    await found.watch(MINUTE);
    expect(found.lookups).toEqual(["off 0"]);
  });

  test("have one tile each again when they send", async () => {
    const found = scene(1);
    await found.watch(8 * SECOND);
    found.put(frame(Date.now(), { stream: stream("off 0"), feed: "feed-2", source: "" }));
    await found.watch(2 * SECOND);
    expect(await found.states()).toEqual({ live: "live", "off 0": "live" });
  });

  test("stay on the wall when they stop", async () => {
    const found = scene(0);
    await found.watch(10 * MINUTE);
    expect(await found.states()).toEqual({ live: "offline" });
  });

  test("leave the wall once the bucket has nothing of them any more", async () => {
    const found = scene(2);
    await found.watch(10 * SECOND);
    found.erase(stream("live"));
    found.erase(stream("off 1"));
    await found.watch(HOUR + MINUTE);
    expect(await found.states()).toEqual({ "off 0": "offline" });
  });

  test("are listed by name once an hour", async () => {
    const found = scene(2);
    await found.watch(HOUR);
    expect(found.names).toBe(1);
    await found.watch(MINUTE);
    expect(found.names).toBe(2);
  });
});

describe("a source that is offline", () => {
  const off = (name: string, ago: number, source: string) => {
    const { frame: last, storedAt } = frame(NOON - ago, { stream: stream(name), feed: source, source });
    return { ...last, storedAt };
  };
  const sources = async (found: ReturnType<typeof follow>) =>
    (await found.follower.current())?.tiles.map(({ source }) => source);

  test("has its tile beside a source that is live", async () => {
    const found = follow();
    found.put(frame(NOON, { stream: stream("cup"), feed: "left", source: "left" }));
    found.putPreview(off("cup", 0, "left"));
    found.putPreview(off("cup", HOUR, "right"));
    await found.watch(10 * SECOND);
    expect(await sources(found)).toEqual(["left", "right"]);
    await found.watch(MINUTE);
    expect(found.lookups).toEqual(["cup"]);
  });

  test("has its tile beside a source that went offline later", async () => {
    const found = follow();
    found.putPreview(off("cup", HOUR, "left"));
    found.putPreview(off("cup", HOUR + 10 * MINUTE, "right"));
    await found.watch(10 * SECOND);
    expect(await sources(found)).toEqual(["left", "right"]);
    expect(found.lookups).toEqual(["cup", "cup"]);
  });

  test("is looked up again after an hour in which nobody looked", async () => {
    const found = follow();
    found.put(frame(NOON, { stream: stream("cup"), feed: "left", source: "left" }));
    await found.watch(10 * SECOND);
    await pass(HOUR);
    found.put(frame(Date.now(), { stream: stream("cup"), feed: "left", source: "left" }));
    found.putPreview(off("cup", -30 * MINUTE, "right"));
    await found.watch(20 * SECOND);
    expect(await sources(found)).toEqual(["left", "right"]);
  });
});

describe("a wall without an index", () => {
  test("loses streams that are offline, and asks for no names", async () => {
    const found = follow({ isIndexed: false });
    found.put(frame(NOON));
    await found.watch(5 * MINUTE);
    expect(await found.states()).toEqual({ teststream: "stalled" });
    await found.watch(2 * SECOND);
    expect(await found.states()).toEqual({});
    expect(found).toMatchObject({ names: 0, lookups: [] });
  });
});

describe("a stream is known", () => {
  test("on the wall, and by name; of others nobody can tell before all names are listed", async () => {
    const found = scene(1);
    const known = () =>
      Promise.all(["live", "off 0", "other"].map((name) => found.follower.isKnown(stream(name))));
    expect(await known()).toEqual([true, null, null]);
    await found.watch(8 * SECOND);
    expect(await known()).toEqual([true, true, false]);
  });

  test("of no name while the store was never reached", async () => {
    const found = scene(1);
    found.mode = "fails";
    expect(await found.follower.isKnown(stream("live"))).toBeNull();
  });
});

test("feeds that were replaced hours ago are dropped, and their tile stays", async () => {
  const found = follow();
  const feeds = 30;
  for (let n = 0; n < feeds; n++) {
    found.put(frame(Date.now(), { feed: `feed-${n}`, source: "left" }));
    await found.watch(2 * MINUTE);
  }
  const [tile] = (await found.follower.current())?.tiles ?? [];
  expect(tile).toMatchObject({ source: "left", feed: `feed-${feeds - 1}` });
});
