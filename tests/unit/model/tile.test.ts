import { describe, expect, test } from "vitest";
import { feedsOf } from "#lib/model/feed.ts";
import { factsOfReplaced, tilesOf } from "#lib/model/tile.ts";
import type { StoredFact } from "#lib/store/store.ts";
import { ended, frame, MINUTE, NOON, SECOND, source, STREAM } from "./facts.ts";

const tiles = (...facts: StoredFact[]) => tilesOf(feedsOf(facts));
const replaced = (...facts: StoredFact[]) => factsOfReplaced(feedsOf(facts), NOON);
const shown = (...facts: StoredFact[]) => tiles(...facts).map(({ feed, source }) => [feed.feed, source]);

const OLD = { feed: "old" };
const NEW = { feed: "new" };

describe("a tile", () => {
  test("is not there before the first frame", () => {
    expect(tiles(source("left"), ended(NOON))).toEqual([]);
  });

  test("shows the newest frame of a feed", () => {
    const [tile] = tiles(frame(NOON), frame(NOON + SECOND));
    expect(tile).toMatchObject({
      source: null,
      feed: { feed: "feed-1", newest: { fact: { time: NOON + SECOND } } },
    });
  });

  test("stays while its feed is silent, has ended or is a day old", () => {
    expect(shown(frame(NOON - 24 * 60 * MINUTE), ended(NOON))).toEqual([["feed-1", null]]);
  });

  test("is named by a stream and its source, whatever is in their names", () => {
    const names = ["a", "a/b", "a//b", "b", "%2F"].map((name) => ({ ...STREAM, name }));
    const facts = names.flatMap((stream) =>
      ["", "b", "/b"].flatMap((name) => {
        const where = { stream, feed: `f${name.length}` };
        return [frame(NOON, where), source(name, where)];
      }),
    );
    expect(new Set(tiles(...facts).map(({ id }) => id)).size).toBe(15);
  });

  test("comes in the order of names as people sort, then of sources", () => {
    const names = ["camera 10", "camera 2", "Camera 1"].map((name) => ({ ...STREAM, name }));
    const left = { stream: STREAM, feed: "z" };
    const right = { stream: STREAM, feed: "a" };
    const facts = [...names.map((stream) => frame(NOON, { stream })), frame(NOON, right), frame(NOON, left)];
    const wall = tiles(...facts, source("right", right), source("left", left));
    expect(wall.map(({ feed, source }) => `${feed.stream.name} ${source ?? "-"}`)).toEqual([
      "Camera 1 -",
      "camera 2 -",
      "camera 10 -",
      "teststream left",
      "teststream right",
    ]);
  });
});

describe("tiles of the same name", () => {
  test("come in the order of their accounts, in whatever order the facts come", () => {
    const facts = ["B", "A", "C"].map((account) => frame(NOON, { stream: { ...STREAM, account } }));
    const accounts = (facts: StoredFact[]) => tiles(...facts).map(({ feed }) => feed.stream.account);
    expect(accounts(facts)).toEqual(["A", "B", "C"]);
    expect(accounts(facts.toReversed())).toEqual(["A", "B", "C"]);
  });

  test("come in the order of their sources, the one that has none first", () => {
    const facts = ["zoo", "", "attic"].map((name) => {
      const where = { feed: `feed-${name}` };
      return [frame(NOON, where), source(name, where)];
    });
    for (const order of [facts, facts.toReversed()]) {
      expect(shown(...order.flat()).map(([, source]) => source)).toEqual([null, "attic", "zoo"]);
    }
  });

  test("are told apart by their feeds where nothing else is known, and never taken for a source of that name", () => {
    const unknown = tiles(frame(NOON, OLD), frame(NOON, NEW)).map(({ id }) => id);
    expect(unknown).toEqual(["ZG6NWV/teststream//new", "ZG6NWV/teststream//old"]);
    const [named] = tiles(frame(NOON, OLD), source("old", OLD));
    expect(named?.id).toBe("ZG6NWV/teststream/old");
  });
});

describe("a feed that reconnects", () => {
  test("keeps its tile at once where hooks told that the source is the same", () => {
    for (const name of ["", "left"]) {
      const before = tiles(frame(NOON, OLD), source(name, OLD));
      const after = tiles(frame(NOON, OLD), source(name, OLD), frame(NOON + SECOND, NEW), source(name, NEW));
      expect(after).toMatchObject([{ id: before[0]?.id, feed: { feed: "new" } }]);
    }
  });

  test("has its tile back once the old feed is silent for 75 s, where no hook told anything", () => {
    const before = tiles(frame(NOON, OLD));
    const after = tiles(frame(NOON, OLD), frame(NOON + 75 * SECOND + 1, NEW));
    expect(after).toMatchObject([{ id: before[0]?.id, source: null, feed: { feed: "new" } }]);
  });

  test("may stand beside the old feed until then", () => {
    const wall = tiles(frame(NOON, OLD), frame(NOON + 75 * SECOND, NEW));
    expect(wall.map(({ source }) => source).sort()).toEqual(["new", "old"]);
    expect(new Set(wall.map(({ id }) => id)).size).toBe(2);
  });

  test("takes over as well where a hook told the source of one of the two only", () => {
    expect(shown(frame(NOON, OLD), frame(NOON + 2 * MINUTE, NEW), source("left", NEW))).toEqual([
      ["new", "left"],
    ]);
    expect(shown(frame(NOON, OLD), source("", OLD), frame(NOON + 2 * MINUTE, NEW))).toEqual([["new", null]]);
  });

  test("takes over no tile of another stream", () => {
    const other = { feed: "new", stream: { ...STREAM, name: "other" } };
    expect(tiles(frame(NOON, OLD), frame(NOON + 2 * MINUTE, other))).toHaveLength(2);
  });

  test("shows one of the two whose frames are of the same instant, the same one in any order", () => {
    const facts = [frame(NOON, OLD), source("", OLD), frame(NOON, NEW), source("", NEW)];
    expect(shown(...facts)).toEqual([["old", null]]);
    expect(shown(...facts.toReversed())).toEqual([["old", null]]);
  });
});

describe("an encoder and its backup, which send one source,", () => {
  const [MAIN, BACKUP] = [{ feed: "main" }, { feed: "backup" }];
  const both = (ago: number) => [
    ...[MAIN, BACKUP].map((where) => source("", where)),
    frame(NOON - ago, MAIN),
    frame(NOON, BACKUP),
  ];

  test("have one tile, which shows the newer picture", () => {
    expect(shown(...both(15 * SECOND))).toEqual([["backup", null]]);
  });

  test("have a tile that goes on with the one when the other ends", () => {
    const facts = [...both(75 * SECOND), ended(NOON, BACKUP)];
    for (const order of [facts, facts.toReversed()]) expect(shown(...order)).toEqual([["main", null]]);
    expect(replaced(...facts)).toEqual([]);
  });

  test("have one that has ended when both have, or the other fell silent before", () => {
    expect(shown(...both(15 * SECOND), ended(NOON, BACKUP), ended(NOON, MAIN))).toEqual([["backup", null]]);
    expect(shown(...both(75 * SECOND + 1), ended(NOON, BACKUP))).toEqual([["backup", null]]);
  });
});

describe("a multi-source stream", () => {
  test("has one tile for each source, however long one of them is silent", () => {
    const facts = [
      frame(NOON, OLD),
      source("left", OLD),
      frame(NOON + 4 * MINUTE, NEW),
      source("right", NEW),
    ];
    expect(shown(...facts)).toEqual([
      ["old", "left"],
      ["new", "right"],
    ]);
  });

  test("has a tile without a source beside those that have one", () => {
    const facts = [frame(NOON, OLD), source("", OLD), frame(NOON, NEW), source("right", NEW)];
    expect(shown(...facts)).toEqual([
      ["old", null],
      ["new", "right"],
    ]);
  });

  test("has one tile for each feed that sends, where no hook told anything", () => {
    expect(shown(frame(NOON, OLD), frame(NOON + 30 * SECOND, NEW))).toEqual([
      ["new", "new"],
      ["old", "old"],
    ]);
  });
});

describe("a source that has a name", () => {
  const LEFT = { feed: "left-1" };
  const left = [source("left", LEFT), frame(NOON, LEFT)];
  const untold = frame(NOON + 10 * MINUTE, NEW);

  test("keeps its tile when a feed goes on of which no hook told the source", () => {
    expect(shown(...left, untold)).toEqual([
      ["left-1", "left"],
      ["new", "new"],
    ]);
    expect(replaced(...left, untold)).toEqual([]);
  });

  test("takes over from such a feed once that fell silent, and both stay so when its facts are cleared", () => {
    const right = [source("right", OLD), frame(NOON + 30 * MINUTE, OLD)];
    const all = [...left, untold, ...right];
    expect(shown(...all)).toEqual([
      ["left-1", "left"],
      ["old", "right"],
    ]);
    expect(replaced(...all)).toEqual([untold.key]);
  });
});
