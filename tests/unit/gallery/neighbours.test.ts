import { expect, test } from "vitest";
import { neighboursOf, newestOf, type WallTile } from "#lib/gallery/wall.ts";

const tile = (stream: string, time = 0): WallTile => ({
  id: `${stream}/${time}`,
  stream,
  name: stream,
  source: null,
  feed: "feed",
  time,
  seen: time,
  ended: false,
  faults: [],
  picture: "https://s3.example.com/1.webp",
});

test("the neighbours of a stream are those of the wall, its own sources left out", () => {
  const tiles = [tile("a"), tile("b", 1), tile("b", 2), tile("c")];
  expect(neighboursOf(tiles, "b")).toEqual({ previous: "a", next: "c" });
  expect(neighboursOf(tiles, "a")).toEqual({ previous: null, next: "b" });
  expect(neighboursOf(tiles, "c")).toEqual({ previous: "b", next: null });
  expect(neighboursOf(tiles, "gone")).toEqual({ previous: null, next: null });
});

test("the newest of several tiles is the one with the newest picture", () => {
  expect(newestOf([tile("a", 1), tile("a", 3), tile("a", 2)])?.time).toBe(3);
  expect(newestOf([])).toBeNull();
});
