import { describe, expect, test } from "vitest";
import { EVERYTHING, narrow, parseScope, type Scope } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import type { Changes } from "#lib/model/changes.ts";
import { parseTiles, type Tiles } from "#lib/model/wall.ts";
import { frame, MINUTE, NOON, SECOND } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";
import { named } from "./following.ts";

const entry = (name: string, time: number) => frame(time, { ...named(name), isBare: name === "bare" });

/** A gallery of a bucket in which these streams have sent. */
function scene(...names: string[]) {
  let now = NOON;
  const bucket = createMemoryBucket(() => now);
  for (const name of names) bucket.put(entry(name, NOON));
  const gallery = createGallery({ store: bucket, log: () => undefined, isIndexed: true });
  const poll = async (since = "", scope: Scope = EVERYTHING) => {
    const request = new Request(`http://localhost/api/feeds?since=${since}`);
    return parseTiles(await (await gallery.answer(request, scope, "anybody")).json());
  };
  const pollAll = (scope?: Scope) => poll("", scope) as Promise<Tiles>;
  const pass = (ms: number) => void (now += ms);
  /** These streams send a frame, two polls later. */
  const send = (...senders: string[]) => {
    pass(2_500);
    for (const name of senders) bucket.put(entry(name, now));
  };
  return { bucket, gallery, poll, pollAll, pass, send };
}

const only = (...patterns: string[]) => parseScope(patterns.map((name) => `ZG6NWV/${name}`)) ?? EVERYTHING;
const namesOf = ({ tiles }: { readonly tiles: readonly { readonly name: string }[] }) =>
  tiles.map(({ name }) => name);

describe("a gallery", () => {
  test("lists and signs once for all viewers", async () => {
    const { bucket, gallery, pollAll } = scene("a", "b");
    await Promise.all(Array.from({ length: 100 }, () => pollAll()));
    await gallery.wall(EVERYTHING);
    expect([bucket.count(), bucket.signed]).toEqual([1, 2]);
  });

  test("sends the changes since a viewer's version, and signs only new tiles", async () => {
    const { bucket, poll, pollAll, send } = scene("a", "b");
    const first = await pollAll();
    send("a", "c");
    const changes = (await poll(first.version)) as Changes;
    expect(changes.changed.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(bucket.signed).toBe(4);
    expect(await poll(changes.version)).toMatchObject({ changed: [], gone: [] });
    expect(await poll("unknown")).toHaveProperty("tiles");
  });

  test("signs only the tiles of a page; its first poll brings all", async () => {
    const { bucket, gallery, poll } = scene("a", "b", "c");
    const opened = await gallery.open(EVERYTHING, (tiles) => tiles.slice(1, 2));
    expect(opened && [namesOf(opened.wall), namesOf(opened)]).toEqual([["b"], ["a", "b", "c"]]);
    expect(bucket.signed).toBe(1);
    expect(await poll(opened?.wall.version)).toHaveProperty("tiles.length", 3);
    const whole = await gallery.open(EVERYTHING, (tiles) => tiles);
    expect(await poll(whole?.wall.version)).toMatchObject({ changed: [], gone: [] });
  });

  test("shows the original of a bare frame, and no picture of an offline stream", async () => {
    const { bucket, pollAll, pass } = scene("bare", "a");
    bucket.putName(named("off").stream);
    bucket.listPreviews = () => new Promise(() => undefined);
    for (let n = 0; n < 4; n += 1) {
      await pollAll();
      pass(2 * SECOND);
    }
    expect((await pollAll()).tiles.map(({ name, picture }) => [name, picture])).toEqual([
      ["a", expect.stringContaining("/preview/feed-a/")],
      ["bare", expect.stringContaining("/original/feed-bare/")],
      ["off", null],
    ]);
  });

  test("has the original of the newest frame, and of none that it does not know yet", async () => {
    const { gallery, send } = scene("a");
    const original = `https://s3.example.com/original/feed-a/${NOON}`;
    expect(await gallery.originalUrl(only("a"), "feed-a", NOON)).toBe(original);
    expect(await gallery.originalUrl(only("a"), "feed-a", NOON + 1)).toBe(null);
    expect(await gallery.originalUrl(only("b"), "feed-a", NOON)).toBe(null);
    send("a");
    expect(await gallery.originalUrl(only("a"), "feed-a", NOON)).not.toBe(original);
  });

  test("shows and signs only the streams of a scope, and their changes", async () => {
    const { bucket, gallery, poll, pollAll, send } = scene("a", "b", "a2");
    const a = await pollAll(only("a"));
    expect(namesOf(a)).toEqual(["a"]);
    expect(bucket.signed).toBe(1);
    const all = await pollAll();
    expect(namesOf(all)).toEqual(["a", "a2", "b"]);
    expect(await poll(all.version, only("a"))).toHaveProperty("tiles.length", 1);
    send("b");
    expect(await poll(a.version, only("a"))).toMatchObject({ version: a.version });
    expect(await gallery.wall(parseScope(["other/*"]) ?? EVERYTHING)).toMatchObject({ tiles: [] });
  });

  test("shows the streams that a scope names in the order of the wall", async () => {
    const { pollAll } = scene("camera 10", "camera 2", "b");
    expect(namesOf(await pollAll(only("camera 10", "b", "camera 2")))).toEqual([
      "b",
      "camera 2",
      "camera 10",
    ]);
  });

  test("looks up the offline streams first that a scope names", async () => {
    const { bucket, gallery, pass } = scene("a");
    for (let n = 0; n < 30; n += 1) bucket.putName(named(`off ${n}`).stream);
    for (let n = 0; n < 4; n += 1) {
      await gallery.wall(narrow(EVERYTHING, named("off 17").stream));
      pass(2 * SECOND);
    }
    expect(bucket.lookups[0]).toBe("off 17");
  });

  test("remembers the versions of walls, however many streams are asked for by name", async () => {
    const { gallery, poll, pollAll, send } = scene("a", "b");
    const [wall, group] = [await pollAll(), await pollAll(only("*"))];
    for (let n = 0; n < 1_100; n += 1) {
      const some = ["", "x", "y", "z"].slice(0, 1 + (n % 4));
      await gallery.wall(narrow(EVERYTHING, ...some.map((suffix) => named(`${n}${suffix}`).stream)));
    }
    send("a");
    expect(await poll(wall.version)).toHaveProperty("changed.length", 1);
    expect(await poll(group.version, only("*"))).toHaveProperty("changed.length", 1);
  });

  test("has the same version in each process that shows the same", async () => {
    const [one, other] = [scene("a"), scene("a")];
    const { version } = await one.pollAll();
    expect((await other.pollAll()).version).toBe(version);
    other.send("a");
    expect((await other.pollAll()).version).not.toBe(version);
  });

  test("signs again what it shows for long, and recovers when signing failed", async () => {
    const { bucket, gallery, pass } = scene("a");
    await gallery.wall(EVERYTHING);
    bucket.signing = "fails";
    pass(MINUTE);
    expect(await gallery.wall(EVERYTHING)).toBeNull();
    bucket.signing = "fine";
    expect(await gallery.wall(EVERYTHING)).toHaveProperty("tiles.length", 1);
  });

  test("shows the age of the last state while the store is away", async () => {
    const { bucket, gallery, pass } = scene("a");
    const last = await gallery.wall(EVERYTHING);
    bucket.mode = "fails";
    pass(25_000);
    expect(await gallery.wall(EVERYTHING)).toEqual({ ...last, asOf: NOON, now: NOON + 25_000 });
  });
});
