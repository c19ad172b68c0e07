import { expect, test } from "vitest";
import { findAdjacent, toAdjacent } from "#lib/model/adjacent.ts";
import { ALL } from "#lib/model/selection.ts";
import { wallTile } from "../../support/entries.ts";

const tile = (stream: string, source: string | null = null, feed = "feed") =>
  wallTile(`${stream}/${source}`, { stream, source, feed });
const [a, left, right, unnamed] = [
  tile("x/a"),
  tile("x/b", "left"),
  tile("x/b", "right"),
  tile("x/c", "f1", "f1"),
] as const;
const tiles = [a, left, right, unnamed];
const ids = (stream: string) => {
  const { previous, next } = findAdjacent(tiles, stream);
  return [previous?.id, next?.id];
};

test("beside a stream are the first tiles of the streams before and after it on the wall", () => {
  expect(ids("x/b")).toEqual([a.id, unnamed.id]);
  expect(ids("x/a")).toEqual([undefined, left.id]);
  expect(ids("x/c")).toEqual([left.id, undefined]);
  expect(ids("x/gone")).toEqual([undefined, undefined]);
});

test("a page about a source leads to sources, one about a stream to streams", () => {
  const { stream, name } = right;
  const part = { stream, name, selection: { source: "right", feed: null }, source: "right" };
  expect(toAdjacent(right, false, "p")).toEqual({ ...part, picture: "p" });
  expect(toAdjacent(right, true, null)).toEqual({ ...part, selection: ALL, source: null, picture: null });
  expect(toAdjacent(unnamed, false, null).selection).toEqual({ source: null, feed: "f1" });
});
