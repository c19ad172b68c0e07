import { describe, expect, test, vi } from "vitest";
import { frame, HOUR, MINUTE, NOON, SECOND } from "../../support/entries.ts";
import { follow, named, pass, stopClock } from "./following.ts";

stopClock();

const stream = (name: string) => named(name).stream;

/** A bucket with a stream that is live and others that were on an hour ago. */
function scene(offline: number) {
  const found = follow();
  found.put(frame(NOON, named("live")));
  found.putName(stream("live"));
  for (let n = 0; n < offline; n += 1)
    found.putPreview(frame(NOON - HOUR - n, { stream: stream(`off ${n}`), source: "" }));
  return found;
}

describe("offline streams", () => {
  test("are shown by name soon, last and with neither time nor picture", async () => {
    const { tiles, watch, count } = scene(1_500);
    expect((await tiles()).map(({ name }) => name)).toEqual(["live"]);
    expect(count()).toBe(1);
    await watch(8 * SECOND);
    const all = await tiles();
    expect(all).toHaveLength(1_501);
    expect(all.at(-1)).toMatchObject({
      id: "ZG6NWV/off%201499",
      name: "off 1499",
      ...{ source: null, feed: null, time: null, seen: null, ended: false, faults: [], frame: null },
    });
    expect(count("names")).toBe(2);
  });

  test("show their last frame once it was looked up: two a second while there are viewers", async () => {
    const { tiles, watch, count } = scene(50);
    await watch(8 * SECOND);
    const before = count("previews");
    await watch(10 * SECOND);
    expect(count("previews")).toBe(before + 20);
    await pass(2 * MINUTE);
    expect(count("previews")).toBe(before + 20);
    await watch(MINUTE);
    expect(count("previews")).toBe(50);
    expect((await tiles()).find(({ name }) => name === "off 7")?.time).toBe(NOON - HOUR - 7);
  });

  test("are looked up first if a viewer asks for them", async () => {
    const { follower, watch, lookups } = scene(50);
    follower.prefer(["ZG6NWV/off 33", "ZG6NWV/unknown"]);
    await watch(8 * SECOND);
    expect(lookups[0]).toBe("off 33");
    expect(lookups).not.toContain("unknown");
  });

  test("are looked up again a minute after a failure", async () => {
    const found = scene(1);
    await found.watch(2 * SECOND);
    const lookup = vi.spyOn(found, "listPreviews").mockRejectedValue(new Error("no answer"));
    await found.watch(6 * SECOND);
    expect(found.lines).toMatchObject([["last-frame-failed", { error: "no answer" }]]);
    lookup.mockRestore();
    await found.watch(MINUTE);
    expect(found.lookups).toEqual(["off 0"]);
  });

  test("have one tile each again when they send", async () => {
    const { put, states, watch } = scene(1);
    await watch(8 * SECOND);
    put(frame(Date.now(), { stream: stream("off 0"), feed: "feed-2", source: "" }));
    await watch(2 * SECOND);
    expect(await states()).toEqual({ live: "live", "off 0": "live" });
  });

  test("stay on the wall until the bucket has nothing of them; names are listed once an hour", async () => {
    const { erase, states, watch, count } = scene(2);
    await watch(10 * MINUTE);
    erase(stream("live"));
    erase(stream("off 1"));
    await watch(50 * MINUTE);
    expect(count("names")).toBe(1);
    expect(await states()).toEqual({ live: "offline", "off 0": "offline", "off 1": "offline" });
    await watch(2 * MINUTE);
    expect(count("names")).toBe(2);
    expect(await states()).toEqual({ "off 0": "offline" });
  });

  test("leave a wall without an index, which lists no names", async () => {
    const { put, states, watch, count } = follow({ isIndexed: false });
    put(frame(NOON));
    await watch(5 * MINUTE);
    expect(await states()).toEqual({ teststream: "stalled" });
    await watch(2 * SECOND);
    expect(await states()).toEqual({});
    expect(count("names") + count("previews")).toBe(0);
  });
});

describe("an offline source", () => {
  const cup = (ago: number, source: string) =>
    frame(NOON - ago, { stream: stream("cup"), feed: source, source });
  const sources = async ({ tiles }: ReturnType<typeof follow>) => (await tiles()).map(({ source }) => source);

  test("has its tile beside a source that is live", async () => {
    const found = follow();
    found.put(cup(0, "left"));
    found.putPreview(cup(0, "left"));
    found.putPreview(cup(HOUR, "right"));
    await found.watch(10 * SECOND);
    expect(await sources(found)).toEqual(["left", "right"]);
    await found.watch(MINUTE);
    expect(found.lookups).toEqual(["cup"]);
  });

  test("has its tile beside a source that went offline later", async () => {
    const found = follow();
    found.putPreview(cup(HOUR, "left"));
    found.putPreview(cup(HOUR + 10 * MINUTE, "right"));
    await found.watch(10 * SECOND);
    expect(await sources(found)).toEqual(["left", "right"]);
    expect(found.lookups).toEqual(["cup", "cup"]);
  });

  test("is looked up again after an hour without viewers", async () => {
    const found = follow();
    found.put(cup(0, "left"));
    await found.watch(10 * SECOND);
    await pass(HOUR);
    found.put(cup(NOON - Date.now(), "left"));
    found.putPreview(cup(-30 * MINUTE, "right"));
    await found.watch(20 * SECOND);
    expect(await sources(found)).toEqual(["left", "right"]);
  });
});

test("a stream is known on the wall and by name, and unknown once all names are listed", async () => {
  const found = scene(1);
  const known = () =>
    Promise.all(["live", "off 0", "other"].map((name) => found.follower.isKnown(stream(name))));
  found.mode = "fails";
  expect(await known()).toEqual([null, null, null]);
  found.mode = "fine";
  await pass(SECOND);
  expect(await known()).toEqual([true, null, null]);
  await found.watch(8 * SECOND);
  expect(await known()).toEqual([true, true, false]);
});

test("replaced feeds are dropped, and their tile stays", async () => {
  const { put, tiles, watch } = follow();
  for (let n = 0; n < 12; n += 1) {
    put(frame(Date.now(), { feed: `feed-${n}`, source: "left" }));
    await watch(2 * MINUTE);
  }
  expect(await tiles()).toMatchObject([{ source: "left", feed: "feed-11" }]);
});
