import { describe, expect, test } from "vitest";
import { dependsOnStates, parseView, tilesFound, tilesInView, viewAddress } from "#components/wall/view.ts";
import type { WallTile } from "#lib/model/wall.ts";

const NOW = 1_800_000_000_000;

function tile(name: string, ageMs: number, more: Partial<WallTile> = {}): WallTile {
  const time = NOW - ageMs;
  const standard = { source: null, feed: "f", ended: false, faults: [], picture: "" };
  return { ...standard, id: name, stream: `acc/${name}`, name, time, seen: time, ...more };
}

const TILES = [
  tile("Café del Mar", 80_000),
  tile("harbour", 400_000),
  tile("stage", 5_000, { source: "left" }),
  tile("stage 2", 1_000),
];

function namesIn(query: string): string[] {
  const view = parseView(new URLSearchParams(query));
  return tilesInView(TILES, view, NOW).map(({ tile }) => tile.name);
}

describe("a view of the wall", () => {
  test.each([
    ["", ["Café del Mar", "harbour", "stage", "stage 2"]],
    ["q=CAFE+mar", ["Café del Mar"]],
    ["q=left", ["stage"]],
    ["q=nothing", []],
    ["state=live", ["stage", "stage 2"]],
    ["state=stalled", ["Café del Mar"]],
    ["state=offline", ["harbour"]],
    ["state=attention", ["Café del Mar", "harbour"]],
    ["sort=newest", ["stage 2", "stage", "Café del Mar", "harbour"]],
    ["sort=live", ["stage", "stage 2", "Café del Mar", "harbour"]],
    ["sort=sideways&state=odd", ["Café del Mar", "harbour", "stage", "stage 2"]],
  ])("%s", (query, names) => {
    expect(namesIn(query)).toEqual(names);
  });

  test.each(["/", "/?q=a+%26+b&state=attention&sort=newest&group=stream&size=small"])(
    "%s is its own address",
    (address) => {
      const query = new URL(address, "https://wall.example").searchParams;
      expect(viewAddress(parseView(query))).toBe(address);
    },
  );
});

describe("a search", () => {
  const tiles = [
    tile("camera 1", 1_000, { stream: "ZG6NWV/camera 1" }),
    tile("camera 6", 1_000, { stream: "ZG6NWV/camera 6" }),
    tile("camera 60", 1_000, { stream: "ZG6NWV/camera 60" }),
    tile("camera 6", 1_000, { stream: "ZG6NWV/camera 6", source: "left" }),
  ];
  const found = (search: string) =>
    tilesFound(tiles, search).map(({ name, source }) => `${name} ${source ?? ""}`.trim());

  test.each([
    ["camera 6", ["camera 6", "camera 60", "camera 6 left"]],
    ["zg6nwv", []],
    ["6 left", ["camera 6 left"]],
    ["ZG6NWV/camera 6", ["camera 6", "camera 6 left"]],
    ["ZG6NWV/camera", []],
  ])("for %s is for words of names, or for a stream's whole id", (search, names) => {
    expect(found(search)).toEqual(names);
  });
});

test("a stream of which only the name is known is offline, and the last of the newest", () => {
  const named = tile("archive", 0, { feed: null, time: null, seen: null, picture: null });
  const namesOf = (query: string) =>
    tilesInView([named, ...TILES], parseView(new URLSearchParams(query)), NOW).map(({ tile }) => tile.name);
  expect(namesOf("sort=newest").at(-1)).toBe("archive");
  expect(namesOf("state=offline")).toEqual(["archive", "harbour"]);
  expect(namesOf("state=attention")).not.toContain("archive");
});

describe("a view by flags, states and streams", () => {
  const tiles = [
    tile("black", 1_000, { faults: ["black"] }),
    tile("frozen", 1_000, { faults: ["frozen"] }),
    tile("damaged", 1_000, { faults: ["damaged"] }),
    tile("both, but ended", 1_000, { faults: ["black", "frozen"], ended: true }),
    tile("both, but stalled", 100_000, { faults: ["black", "frozen"] }),
    tile("stage", 100_000, { source: "left", id: "left" }),
    tile("stage", 1_000, { source: "right", id: "right" }),
  ];
  const shownIn = (query: string) => tilesInView(tiles, parseView(new URLSearchParams(query)), NOW);

  test.each([
    ["state=black", ["black"]],
    ["state=frozen", ["frozen"]],
    ["state=damaged", ["damaged"]],
    ["state=attention", ["black", "frozen", "damaged", "both, but stalled", "left"]],
  ])("%s", (query, ids) => {
    expect(shownIn(query).map((shown) => shown.tile.id)).toEqual(ids);
  });

  test("what has been gone for an hour needs no attention any more", () => {
    const gone = [tile("gone", 3_600_001), tile("lost", 3_600_000)];
    const view = parseView(new URLSearchParams("state=attention"));
    expect(tilesInView(gone, view, NOW).map((shown) => shown.tile.id)).toEqual(["lost"]);
  });

  test("of a stream, the source that is best off stands for all", () => {
    expect(shownIn("group=stream").map((shown) => [shown.tile.id, shown.sources])).toEqual([
      ["black", 1],
      ["frozen", 1],
      ["damaged", 1],
      ["both, but ended", 1],
      ["both, but stalled", 1],
      ["right", 2],
    ]);
  });

  test.each([
    ["", false],
    ["state=black", true],
    ["sort=newest", false],
    ["state=live", true],
    ["state=attention", true],
    ["sort=live", true],
    ["group=stream", true],
  ])("%s changes as feeds fall silent: %s", (query, depends) => {
    expect(dependsOnStates(parseView(new URLSearchParams(query)))).toBe(depends);
  });
});
