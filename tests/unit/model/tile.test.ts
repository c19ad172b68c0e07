import { describe, expect, test } from "vitest";
import { toNameTile } from "#lib/gallery/tiles.ts";
import { toFeeds, type StoredEntry } from "#lib/model/feed.ts";
import { toTileFields, toTiles } from "#lib/model/tile.ts";
import { ended, frame, MINUTE, NOON, SECOND, started, STREAM } from "../../support/entries.ts";

const tiles = (...entries: StoredEntry[]) => toTiles(toFeeds(entries));
const shown = (...entries: StoredEntry[]) => tiles(...entries).map(({ feed, source }) => [feed.feed, source]);

const OLD = { feed: "old" };
const NEW = { feed: "new" };

describe("a tile", () => {
  test("is not there before the first frame", () => {
    expect(tiles(started("left"), ended(NOON))).toEqual([]);
  });

  test("stays while its feed is silent, has ended or is a day old", () => {
    expect(shown(frame(NOON - 24 * 60 * MINUTE), ended(NOON))).toEqual([["feed-1", null]]);
  });

  test("shows what is hidden in its name, and keeps its stream", () => {
    const stream = { ...STREAM, name: "cam\u202e1" };
    const expected = { name: "cam\\u{202e}1", stream: `${STREAM.account}/cam\u202e1` };
    expect(tiles(frame(NOON, { stream })).map(toTileFields)).toMatchObject([expected]);
    expect(toNameTile(stream)).toMatchObject(expected);
  });

  test("is named by a stream and its source, whatever is in their names", () => {
    const names = ["a", "a/b", "a//b", "b", "%2F"].map((name) => ({ ...STREAM, name }));
    const entries = names.flatMap((stream) =>
      ["", "b", "/b"].flatMap((name) => {
        const where = { stream, feed: `f${name.length}` };
        return [frame(NOON, where), started(name, where)];
      }),
    );
    expect(new Set(tiles(...entries).map(({ id }) => id)).size).toBe(15);
  });

  test("comes in the order of names, numbers in them by value, then of sources, none first", () => {
    const entries = [
      ...["camera 10", "camera 2", "Camera 1"].map((name) =>
        frame(NOON, { stream: { ...STREAM, name }, source: "" }),
      ),
      ...["zoo", "", "attic"].map((source) => frame(NOON, { feed: `feed-${source}`, source })),
    ];
    for (const order of [entries, entries.toReversed()])
      expect(tiles(...order).map(({ feed, source }) => `${feed.stream.name} ${source ?? "-"}`)).toEqual([
        ...["Camera 1 -", "camera 2 -", "camera 10 -"],
        ...["teststream -", "teststream attic", "teststream zoo"],
      ]);
  });

  test("has the name of its feed where sources are unknown, and never that of such a source", () => {
    const unknown = tiles(frame(NOON, OLD), frame(NOON, NEW)).map(({ id }) => id);
    expect(unknown).toEqual(["ZG6NWV/teststream//new", "ZG6NWV/teststream//old"]);
    const [named] = tiles(frame(NOON, { ...OLD, source: "old" }));
    expect(named?.id).toBe("ZG6NWV/teststream/old");
  });
});

describe("a feed that reconnects", () => {
  test.each(["", "left"])("keeps its tile at once when events tell its source %j", (name) => {
    const before = [frame(NOON, OLD), started(name, OLD)];
    const [tile] = tiles(...before);
    expect(tiles(...before, frame(NOON + SECOND, NEW), started(name, NEW))).toMatchObject([
      { id: tile?.id, feed: { feed: "new" } },
    ]);
  });

  test("has its tile back once the old feed is silent for 75 s, when no event tells anything", () => {
    const before = tiles(frame(NOON, OLD));
    const after = tiles(frame(NOON, OLD), frame(NOON + 75 * SECOND + 1, NEW));
    expect(after).toMatchObject([{ id: before[0]?.id, source: null, feed: { feed: "new" } }]);
  });

  test("may stand beside the old feed until then", () => {
    const wall = tiles(frame(NOON, OLD), frame(NOON + 75 * SECOND, NEW));
    expect(wall.map(({ source }) => source).sort()).toEqual(["new", "old"]);
    expect(new Set(wall.map(({ id }) => id)).size).toBe(2);
  });

  test("takes over as well when an event tells the source of only one", () => {
    expect(shown(frame(NOON, OLD), frame(NOON + 2 * MINUTE, NEW), started("left", NEW))).toEqual([
      ["new", "left"],
    ]);
    expect(shown(frame(NOON, OLD), started("", OLD), frame(NOON + 2 * MINUTE, NEW))).toEqual([["new", null]]);
  });

  test("takes over no tile of another stream", () => {
    const other = { feed: "new", stream: { ...STREAM, name: "other" } };
    expect(tiles(frame(NOON, OLD), frame(NOON + 2 * MINUTE, other))).toHaveLength(2);
  });
});

describe("an encoder and its backup, which send one source,", () => {
  const [MAIN, BACKUP] = [{ feed: "main" }, { feed: "backup" }];
  const both = (ago: number) => [
    ...[MAIN, BACKUP].map((where) => started("", where)),
    frame(NOON - ago, MAIN),
    frame(NOON, BACKUP),
  ];

  test("have one tile, which shows the newer picture", () => {
    expect(shown(...both(15 * SECOND))).toEqual([["backup", null]]);
  });

  test("have a tile that goes on with the one when the other ends", () => {
    const entries = [...both(75 * SECOND), ended(NOON, BACKUP)];
    for (const order of [entries, entries.toReversed()]) expect(shown(...order)).toEqual([["main", null]]);
  });

  test("have one that has ended when both have, or the other fell silent before", () => {
    expect(shown(...both(15 * SECOND), ended(NOON, BACKUP), ended(NOON, MAIN))).toEqual([["backup", null]]);
    expect(shown(...both(75 * SECOND + 1), ended(NOON, BACKUP))).toEqual([["backup", null]]);
  });
});

describe("a multi-source stream", () => {
  test("has one tile for each source, however long one of them is silent", () => {
    const entries = [
      frame(NOON, OLD),
      started("left", OLD),
      frame(NOON + 4 * MINUTE, NEW),
      started("right", NEW),
    ];
    expect(shown(...entries)).toEqual([
      ["old", "left"],
      ["new", "right"],
    ]);
  });

  test("has a tile without a source beside those that have one", () => {
    const entries = [frame(NOON, OLD), started("", OLD), frame(NOON, NEW), started("right", NEW)];
    expect(shown(...entries)).toEqual([
      ["old", null],
      ["new", "right"],
    ]);
  });
});

describe("a source that has a name", () => {
  const LEFT = { feed: "left-1" };
  const left = [started("left", LEFT), frame(NOON, LEFT)];
  const untold = frame(NOON + 10 * MINUTE, NEW);

  test("keeps its tile when a feed goes on of unknown source", () => {
    expect(shown(...left, untold)).toEqual([
      ["left-1", "left"],
      ["new", "new"],
    ]);
  });

  test("takes over from such a feed once that fell silent, and stays so", () => {
    const right = [started("right", OLD), frame(NOON + 30 * MINUTE, OLD)];
    const all = [...left, untold, ...right];
    expect(shown(...all)).toEqual([
      ["left-1", "left"],
      ["old", "right"],
    ]);
  });
});
