import { expect, test } from "vitest";
import { layOut } from "#components/playback/tiles.ts";
import type { PastTile } from "#lib/model/past.ts";

const NOON = 1_795_435_200_000;

function tile(name: string, more: Partial<PastTile> = {}): PastTile {
  const names = { id: name, stream: `a/${name}`, name, source: null, feed: `${name}-1` };
  return { ...names, time: NOON, faults: [], state: "live", ...more };
}

test("a step in time changes no tile of the grid, whatever its picture is", () => {
  const before = layOut([], [tile("a"), tile("b")]);
  expect(layOut(before, [tile("a", { time: NOON + 30_000, faults: ["black"] }), tile("b")])).toBe(before);
});

test("streams that come, leave or reconnect change their own tiles alone", () => {
  const before = layOut([], [tile("a"), tile("b"), tile("c")]);
  const after = layOut(before, [tile("a"), tile("c", { feed: "c-2" }), tile("d")]);
  expect(after.map(({ id, feed }) => `${id} ${feed}`)).toEqual(["a a-1", "c c-2", "d d-1"]);
  expect(after[0]).toBe(before[0]);
  expect(layOut(after, [tile("a")])).toHaveLength(1);
});
