import { expect, test } from "vitest";
import { createLoader } from "#lib/gallery/load.ts";
import { toNameTile, type UnsignedTile } from "#lib/gallery/tiles.ts";
import { NOON } from "../../support/entries.ts";

const load = createLoader({
  pictureUrl: () => Promise.reject(new Error("a tile without a frame has no URL")),
});
const tile: UnsignedTile = {
  ...toNameTile({ account: "ZG6NWV", name: "camera" }),
  feed: "one",
  time: NOON,
  seen: NOON,
  faults: ["black"],
};

test("a wall has another version once it is known since when a picture is bad", async () => {
  const [before, after] = await Promise.all([
    load([tile], NOON),
    load([{ ...tile, since: NOON - 1_000 }], NOON),
  ]);
  expect(after.version).not.toBe(before.version);
});

test("the fields of a tile that only the server needs are not sent", async () => {
  const { tiles } = await load([tile], NOON);
  expect(tiles[0]).not.toHaveProperty("of");
  expect(tiles[0]).not.toHaveProperty("frame");
});
