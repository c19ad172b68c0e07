import { describe, expect, test } from "vitest";
import { EVERYTHING, narrowed, scopeOf, type Scope } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import { parseTiles, type Changes, type Tiles } from "#lib/model/wall.ts";
import { factKey, type FrameFact } from "#lib/store/keys.ts";
import { StoreError, type StoredFact } from "#lib/store/store.ts";

const START = 1_795_447_990_000;

function fact(name: string, time: number): StoredFact {
  const stream = { account: "ZG6NWV", name };
  const frame: FrameFact = { kind: "frame", time, width: 64, height: 36, flags: [] };
  return {
    stream,
    feed: `feed-${name}`,
    fact: frame,
    key: factKey({ stream, feed: `feed-${name}`, fact: frame }),
    arrived: time,
  };
}

/** A gallery on a store whose facts and clock are ours. */
function scene(facts: StoredFact[]) {
  const state = { facts, now: START, lists: 0, signed: 0, signing: "fine" as "fine" | "broken" };
  const store = {
    listFacts: () => {
      state.lists += 1;
      return Promise.resolve(state.facts);
    },
    pictureUrl: ({ frame }: { frame: { feed: string; time: number } }) => {
      if (state.signing === "broken")
        return Promise.reject(new StoreError("sign", new Error("no credentials")));
      state.signed += 1;
      return Promise.resolve({
        url: `https://s3.example.com/${frame.feed}/${frame.time}`,
        expires: START + 1e6,
      });
    },
  };
  const gallery = createGallery({ store, log: () => undefined, now: () => state.now });
  const poll = async (since?: string, scope: Scope = EVERYTHING) => {
    const url = `http://localhost/api/feeds${since === undefined ? "" : `?since=${since}`}`;
    return parseTiles(await (await gallery.answer(new Request(url), scope, "anybody")).json());
  };
  return { state, gallery, poll };
}

describe("a gallery", () => {
  test("lists, signs and works out once for however many viewers", async () => {
    const { state, gallery, poll } = scene([fact("a", START), fact("b", START)]);
    await Promise.all(Array.from({ length: 100 }, () => poll()));
    await gallery.wall(EVERYTHING);
    expect(state).toMatchObject({ lists: 1, signed: 2 });
  });

  test("tells a viewer what changed since the version that it has", async () => {
    const { state, poll } = scene([fact("a", START), fact("b", START)]);
    const first = (await poll()) as Tiles;
    state.facts = [fact("a", START + 2_500), fact("b", START), fact("c", START)];
    state.now += 2_500;
    const changes = (await poll(first.version)) as Changes;
    expect(changes.changed.map(({ name }) => name)).toEqual(["a", "c"]);
    state.facts = [fact("b", START)];
    state.now += 2_500;
    expect(await poll(first.version)).toMatchObject({ changed: [], gone: ["ZG6NWV/a"] });
    expect(await poll(changes.version)).toMatchObject({ changed: [], gone: ["ZG6NWV/a", "ZG6NWV/c"] });
    expect(await poll("unknown")).toHaveProperty("tiles");
  });

  test("shows a scope what it opens, signs nothing else, and tells nobody else's changes", async () => {
    const { state, gallery, poll } = scene([fact("a", START), fact("b", START), fact("a2", START)]);
    const only = (...patterns: string[]) => scopeOf(patterns) ?? EVERYTHING;
    const a = (await poll(undefined, only("ZG6NWV/a"))) as Tiles;
    expect(a.tiles.map(({ name }) => name)).toEqual(["a"]);
    expect(state).toMatchObject({ lists: 1, signed: 1 });
    const all = (await poll()) as Tiles;
    expect(all.tiles.map(({ name }) => name)).toEqual(["a", "a2", "b"]);
    expect(await poll(all.version, only("ZG6NWV/a"))).toHaveProperty("tiles.length", 1);
    state.facts = [fact("a", START), fact("b", START + 2_500)];
    state.now += 2_500;
    expect(await poll(a.version, only("ZG6NWV/a"))).toMatchObject({ version: a.version });
    expect(await gallery.wall(only("other/*"))).toMatchObject({ tiles: [] });
  });

  test("keeps no more scopes than it has room for", async () => {
    const { state, gallery } = scene([fact("a", START)]);
    const scope = (n: number) => scopeOf([`ZG6NWV/a`, `ZG6NWV/${n}`]) ?? EVERYTHING;
    for (let n = 0; n <= 100; n++) await gallery.wall(scope(n));
    expect(state.signed).toBe(101);
    await gallery.wall(scope(100));
    expect(state.signed).toBe(101);
    await gallery.wall(scope(0));
    expect(state.signed).toBe(102);
  });

  test("remembers what walls are made of, however many streams are asked for by name", async () => {
    const { state, poll } = scene([fact("a", START), fact("b", START)]);
    const group = scopeOf(["ZG6NWV/*"]) ?? EVERYTHING;
    const before = [(await poll()) as Tiles, (await poll(undefined, group)) as Tiles] as const;
    for (let n = 0; n < 1_100; n++)
      await poll(undefined, narrowed(EVERYTHING, { account: "x", name: `${n}` }));
    await poll(undefined, narrowed(EVERYTHING, { account: "ZG6NWV", name: "a" }));
    expect(state.signed).toBe(5);
    state.facts = [fact("a", START + 2_500), fact("b", START)];
    state.now += 2_500;
    expect(await poll(before[0].version)).toHaveProperty("changed.length", 1);
    expect(await poll(before[1].version, group)).toHaveProperty("changed.length", 1);
  });

  test("does not go through all facts for each stream that is asked for by name", async () => {
    const facts = Array.from({ length: 50 }, (_, n) => fact(`${n}`, START));
    let looks = 0;
    const { poll } = scene(
      facts.map((one) =>
        Object.defineProperty({ ...one }, "stream", {
          get: () => {
            looks += 1;
            return one.stream;
          },
        }),
      ),
    );
    for (let n = 0; n < 50; n++) {
      const named = (await poll(
        undefined,
        narrowed(EVERYTHING, { account: "ZG6NWV", name: `${n}` }),
      )) as Tiles;
      expect(named.tiles.map(({ name }) => name)).toEqual([`${n}`]);
    }
    expect(looks).toBeLessThan(5 * facts.length);
  });

  test("names a state by what is shown, whoever signed it", async () => {
    const [one, other] = [scene([fact("a", START)]), scene([fact("a", START)])];
    expect((await one.poll()).version).toBe((await other.poll()).version);
    const later = scene([fact("a", START + 1)]);
    expect((await later.poll()).version).not.toBe((await one.poll()).version);
  });

  test("forgets versions of long ago", async () => {
    const { state, poll } = scene([fact("a", START)]);
    const { version } = await poll();
    for (let n = 1; n <= 60; n++) {
      state.now += 2_500;
      state.facts = [fact("a", state.now)];
      await poll();
    }
    expect(await poll(version)).toHaveProperty("tiles");
  });

  test("signs again what it shows for long, and comes back when signing did not work", async () => {
    const { state, gallery } = scene([fact("a", START)]);
    await gallery.wall(EVERYTHING);
    state.signing = "broken";
    state.now += 60_000;
    expect(await gallery.wall(EVERYTHING)).toBeNull();
    state.signing = "fine";
    expect((await gallery.wall(EVERYTHING))?.tiles).toHaveLength(1);
  });
});
