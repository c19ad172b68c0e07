import { describe, expect, test } from "vitest";
import { EVERYTHING, narrow, parseScope, type Scope } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import type { Changes } from "#lib/model/changes.ts";
import { parseTiles, type Tiles } from "#lib/model/wall.ts";
import { frame, NOON, SECOND, STREAM } from "../model/entries.ts";
import { createMemoryStore } from "./memory-store.ts";

const entry = (name: string, time: number) =>
  frame(time, { stream: { ...STREAM, name }, feed: `feed-${name}`, isBare: name === "bare" });

/** A gallery on a store whose log and clock are ours. */
function scene(...names: string[]) {
  let now = NOON;
  const memory = createMemoryStore(() => now);
  for (const name of names) memory.put(entry(name, NOON));
  const gallery = createGallery({ store: memory.store, log: () => undefined, isIndexed: true });
  const poll = async (since?: string, scope: Scope = EVERYTHING) => {
    const url = `http://localhost/api/feeds${since === undefined ? "" : `?since=${since}`}`;
    return parseTiles(await (await gallery.answer(new Request(url), scope, "anybody")).json());
  };
  const pass = (ms: number) => void (now += ms);
  /** So many streams send a frame, two polls later. */
  const send = (...senders: string[]) => {
    pass(2_500);
    for (const name of senders) memory.put(entry(name, now));
  };
  return { memory, gallery, poll, pass, send };
}

const only = (...patterns: string[]) => parseScope(patterns) ?? EVERYTHING;

describe("a gallery", () => {
  test("lists, signs and works out once for all viewers", async () => {
    const { memory, gallery, poll } = scene("a", "b");
    await Promise.all(Array.from({ length: 100 }, () => poll()));
    await gallery.wall(EVERYTHING);
    expect(memory).toMatchObject({ lists: 1, signed: 2 });
  });

  test("tells a viewer what changed since the version that it has", async () => {
    const { memory, poll, send } = scene("a", "b");
    const first = (await poll()) as Tiles;
    send("a", "c");
    const changes = (await poll(first.version)) as Changes;
    expect(changes.changed.map(({ name }) => name)).toEqual(["a", "c"]);
    memory.erase({ ...STREAM, name: "a" });
    expect(await poll(changes.version)).toMatchObject({ changed: [], gone: [] });
    expect(await poll("unknown")).toHaveProperty("tiles");
  });

  test("signs only the tiles that a page brings, and a poll from it brings all", async () => {
    const { memory, gallery, poll } = scene("a", "b", "c");
    const opened = await gallery.open(EVERYTHING, (tiles) => tiles.slice(1, 2));
    expect(opened?.wall.tiles.map(({ name }) => name)).toEqual(["b"]);
    expect(opened?.tiles.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(memory.signed).toBe(1);
    expect(((await poll(opened?.wall.version)) as Tiles).tiles).toHaveLength(3);
  });

  test("gives a page that brings all tiles the version of polls", async () => {
    const { gallery, poll } = scene("a", "b");
    const opened = await gallery.open(EVERYTHING, (tiles) => tiles);
    expect(await poll(opened?.wall.version)).toMatchObject({ changed: [], gone: [] });
  });

  test("signs only what is new", async () => {
    const { memory, poll, send } = scene("a", "b", "c");
    await poll();
    send("b");
    await poll();
    expect(memory.signed).toBe(4);
  });

  test("shows the original of a frame without a preview, and nothing of an offline stream", async () => {
    const { memory, poll, pass } = scene("bare", "a");
    memory.putName({ ...STREAM, name: "off" });
    memory.store.listPreviews = () => new Promise(() => undefined);
    for (let n = 0; n < 4; n++) {
      await poll();
      pass(2 * SECOND);
    }
    expect(((await poll()) as Tiles).tiles.map(({ name, picture }) => [name, picture])).toEqual([
      ["a", expect.stringContaining("/preview/feed-a/")],
      ["bare", expect.stringContaining("/original/feed-bare/")],
      ["off", null],
    ]);
  });

  test("shows a scope what it opens, signs nothing else, and tells nobody else's changes", async () => {
    const { memory, gallery, poll, send } = scene("a", "b", "a2");
    const a = (await poll(undefined, only("ZG6NWV/a"))) as Tiles;
    expect(a.tiles.map(({ name }) => name)).toEqual(["a"]);
    expect(memory.signed).toBe(1);
    const all = (await poll()) as Tiles;
    expect(all.tiles.map(({ name }) => name)).toEqual(["a", "a2", "b"]);
    expect(await poll(all.version, only("ZG6NWV/a"))).toHaveProperty("tiles.length", 1);
    send("b");
    expect(await poll(a.version, only("ZG6NWV/a"))).toMatchObject({ version: a.version });
    expect(await gallery.wall(only("other/*"))).toMatchObject({ tiles: [] });
  });

  test("shows streams that a scope names in the order of the wall", async () => {
    const { poll } = scene("camera 10", "camera 2", "b");
    const { tiles } = (await poll(
      undefined,
      only("ZG6NWV/camera 10", "ZG6NWV/b", "ZG6NWV/camera 2"),
    )) as Tiles;
    expect(tiles.map(({ name }) => name)).toEqual(["b", "camera 2", "camera 10"]);
  });

  test("looks up the offline streams first that a scope names", async () => {
    const { memory, gallery, pass } = scene("a");
    for (let n = 0; n < 30; n++) memory.putName({ ...STREAM, name: `off ${n}` });
    for (let n = 0; n < 4; n++) {
      await gallery.wall(narrow(EVERYTHING, { ...STREAM, name: "off 17" }));
      pass(2 * SECOND);
    }
    expect(memory.lookups[0]).toBe("off 17");
  });

  test("remembers the versions of walls, whichever streams are asked for by name", async () => {
    const { poll, send } = scene("a", "b");
    const group = only("ZG6NWV/*");
    const before = [(await poll()) as Tiles, (await poll(undefined, group)) as Tiles] as const;
    for (let n = 0; n < 1_100; n++) await poll(undefined, narrow(EVERYTHING, { account: "x", name: `${n}` }));
    send("a");
    expect(await poll(before[0].version)).toHaveProperty("changed.length", 1);
    expect(await poll(before[1].version, group)).toHaveProperty("changed.length", 1);
  });

  test("names a state by what is shown, whoever signed it", async () => {
    const [one, other] = [scene("a"), scene("a")];
    expect((await one.poll()).version).toBe((await other.poll()).version);
    other.send("a");
    expect((await other.poll()).version).not.toBe((await one.poll()).version);
  });

  test("signs again what it shows for long, and comes back when signing did not work", async () => {
    const { memory, gallery, pass } = scene("a");
    await gallery.wall(EVERYTHING);
    memory.signing = "fails";
    pass(60_000);
    expect(await gallery.wall(EVERYTHING)).toBeNull();
    memory.signing = "fine";
    expect((await gallery.wall(EVERYTHING))?.tiles).toHaveLength(1);
  });

  test("says how old the last good state is while the store is away", async () => {
    const { memory, gallery, pass } = scene("a");
    const good = await gallery.wall(EVERYTHING);
    memory.mode = "fails";
    pass(25_000);
    expect(await gallery.wall(EVERYTHING)).toEqual({ ...good, asOf: NOON, now: NOON + 25_000 });
  });
});
