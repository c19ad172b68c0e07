import { describe, expect, test } from "vitest";
import { answerPoll } from "#lib/gallery/answer.ts";
import { parseTiles, type Wall, type WallTile } from "#lib/gallery/wall.ts";

const TILE: WallTile = {
  id: "ZG6NWV/teststream",
  stream: "ZG6NWV/teststream",
  name: "teststream",
  source: null,
  feed: "feed-1",
  time: 1_795_447_988_123,
  seen: 1_795_447_988_123,
  ended: false,
  faults: [],
  picture: "https://s3.example.com/previews/1.webp",
};
const WALL: Wall = { tiles: [TILE], asOf: 1_795_447_990_000, now: 1_795_447_991_000 };

const etagOf = (wall: Wall) => answerPoll(wall, null).headers.get("etag") ?? "";
const ETAG = etagOf(WALL);

describe("the answer to a poll", () => {
  test("is the whole wall in JSON, with the clocks beside it", async () => {
    const answer = answerPoll(WALL, null);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "application/json",
      "cache-control": "no-cache",
      etag: expect.stringMatching(/^"[\w-]{43}"$/) as unknown,
      "livewall-as-of": "1795447990000",
      "livewall-now": "1795447991000",
    });
    expect(parseTiles(await answer.json())).toEqual([TILE]);
  });

  test("has the same tag while the tiles are the same, whatever the clocks say", () => {
    expect(etagOf({ ...WALL, asOf: 1, now: 2 })).toBe(ETAG);
  });

  test.each<[string, readonly WallTile[]]>([
    ["has another picture", [{ ...TILE, time: TILE.time + 1 }]],
    ["has ended", [{ ...TILE, ended: true }]],
    ["is gone", []],
    ["has a neighbour", [TILE, { ...TILE, id: "ZG6NWV/other" }]],
  ])("has another tag once a tile %s", (_what, tiles) => {
    expect(etagOf({ ...WALL, tiles })).not.toBe(ETAG);
  });

  test.each([
    ["the tag", ETAG],
    ["the tag, weakened by a proxy", `W/${ETAG}`],
    ["the tag among others", `"one", W/"two",${ETAG} , "three"`],
    ["any tag", "*"],
  ])("is 304 without a body to a viewer that has %s", async (_what, ifNoneMatch) => {
    const answer = answerPoll(WALL, ifNoneMatch);
    expect(answer.status).toBe(304);
    expect(await answer.text()).toBe("");
    expect(answer.headers.get("etag")).toBe(ETAG);
    expect(answer.headers.get("livewall-now")).toBe("1795447991000");
  });

  test.each([
    ["another tag", '"another"'],
    ["the tag without its quotes", ETAG.replaceAll('"', "")],
    ["nothing in it", ""],
  ])("is whole to a viewer whose If-None-Match has %s", (_what, ifNoneMatch) => {
    expect(answerPoll(WALL, ifNoneMatch).status).toBe(200);
  });

  test("is a problem to be tried again while there never was a wall", async () => {
    const answer = answerPoll(null, ETAG);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await answer.json()).toEqual({ title: "The store cannot be reached", status: 503 });
  });
});

describe("what is no wall", () => {
  test.each([null, "", 7, [], {}, { tiles: null }, { tiles: {} }])("is refused: %j", (body) => {
    expect(() => parseTiles(body)).toThrow("not a wall");
  });
});
