import { describe, expect, test } from "vitest";
import { parseView, statesOf, tilesInView, viewAddress } from "#components/wall/view.ts";
import type { WallTile } from "#lib/gallery/wall.ts";

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
/** With their pictures' faults. */
const FAULTY = [
  tile("dark", 1_000, { faults: ["black"] }),
  tile("card", 1_000, { faults: ["frozen"] }),
  ...TILES,
];

function namesIn(query: string, tiles = TILES): string[] {
  const view = parseView(new URLSearchParams(query));
  return tilesInView(tiles, view, statesOf(tiles, NOW)).map(({ name }) => name);
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
    ["sort=newest", ["stage 2", "stage", "Café del Mar", "harbour"]],
    ["sort=live", ["stage", "stage 2", "Café del Mar", "harbour"]],
    ["sort=sideways&state=odd", ["Café del Mar", "harbour", "stage", "stage 2"]],
  ])("%s", (query, names) => {
    expect(namesIn(query)).toEqual(names);
  });

  test("shows what is black, or frozen, whatever its state", () => {
    expect(namesIn("state=black", FAULTY)).toEqual(["dark"]);
    expect(namesIn("state=frozen", FAULTY)).toEqual(["card"]);
    expect(namesIn("state=live", FAULTY)).toContain("dark");
  });

  test.each(["/", "/?q=a+%26+b&state=live&sort=newest&size=small"])("%s is its own address", (address) => {
    const query = new URL(address, "https://wall.example").searchParams;
    expect(viewAddress(parseView(query))).toBe(address);
  });
});
