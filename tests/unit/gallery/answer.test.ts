import { describe, expect, test } from "vitest";
import { answerPoll } from "#lib/gallery/answer.ts";
import { pollCacheControl } from "#lib/gallery/caching.ts";
import { createVersions } from "#lib/gallery/versions.ts";
import { parseTiles, type Wall } from "#lib/model/wall.ts";
import { wallTile } from "../model/entries.ts";

const TILE = wallTile("ZG6NWV/teststream");
const VERSION = "eTag_-0123456789abcdef";
const WALL: Wall = { version: VERSION, tiles: [TILE], asOf: 1_795_447_990_000, now: 1_795_447_991_000 };
const ETAG = `"${VERSION}"`;

/** The versions "before" and the one of the wall. */
function createKnown(tiles = [TILE]) {
  const versions = createVersions();
  versions.add({ version: "before", tiles: [{ ...TILE, id: "ZG6NWV/gone" }] });
  versions.add({ version: VERSION, tiles });
  return versions;
}

function answer(
  wall: Wall | null,
  ifNoneMatch: string | null,
  since: string | null = null,
  versions = createKnown(),
): Response {
  return answerPoll(wall, { since, ifNoneMatch }, versions, pollCacheControl(Infinity));
}

describe("the answer to a poll", () => {
  test("is the whole wall in JSON, with the clocks beside it", async () => {
    const whole = answer(WALL, null);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toEqual({
      "content-type": "application/json",
      "cache-control": "public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=200",
      etag: ETAG,
      "livewall-as-of": "1795447990000",
      "livewall-now": "1795447991000",
    });
    expect(parseTiles(await whole.json())).toEqual({ version: VERSION, tiles: [TILE] });
  });

  test("is what changed, to a viewer whose version is known", async () => {
    expect(parseTiles(await answer(WALL, '"before"', "before").json())).toEqual({
      version: VERSION,
      since: "before",
      changed: [TILE],
      gone: ["ZG6NWV/gone"],
    });
  });

  test.each(["long ago", "", "__proto__"])("is the whole wall to one who has %j", async (since) => {
    expect(parseTiles(await answer(WALL, null, since).json())).toEqual({
      version: VERSION,
      tiles: [TILE],
    });
  });

  test("is never what changed to another version than its own", async () => {
    const newer = { ...WALL, version: "newer" };
    expect(parseTiles(await answer(newer, null, "before").json())).toEqual({
      version: "newer",
      tiles: [TILE],
    });
  });

  test.each([
    ["the tag", ETAG],
    ["the tag, weakened by a proxy", `W/${ETAG}`],
    ["the tag among others", `"one", W/"two",${ETAG} , "three"`],
    ["any tag", "*"],
  ])("is 304 without a body to a viewer that has %s", async (_what, ifNoneMatch) => {
    const unchanged = answer(WALL, ifNoneMatch);
    expect(unchanged.status).toBe(304);
    expect(await unchanged.text()).toBe("");
    expect(unchanged.headers.get("etag")).toBe(ETAG);
    expect(unchanged.headers.get("livewall-now")).toBe("1795447991000");
  });

  test.each([
    ["another tag", '"another"'],
    ["the tag without its quotes", ETAG.replaceAll('"', "")],
    ["nothing in it", ""],
  ])("is whole to a viewer whose If-None-Match has %s", (_what, ifNoneMatch) => {
    expect(answer(WALL, ifNoneMatch).status).toBe(200);
  });

  test("is a problem to be tried again while there never was a wall", async () => {
    const problem = answer(null, ETAG);
    expect(problem.status).toBe(503);
    expect(problem.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.headers.get("retry-after")).toBe("5");
    expect(await problem.json()).toEqual({ title: "The store cannot be reached", status: 503 });
  });
});

test("an answer is written once for all viewers", () => {
  let reads = 0;
  const tiles = [{ ...TILE, toJSON: () => ((reads += 1), TILE) }];
  const versions = createKnown(tiles);
  for (let viewer = 0; viewer < 20; viewer++) answer({ ...WALL, tiles }, null, null, versions);
  expect(reads).toBe(1);
});

describe("what is no wall", () => {
  test.each([
    null,
    "",
    7,
    [],
    {},
    { tiles: [] },
    { version: 1, tiles: [] },
    { version: "v", tiles: {} },
    { version: "v", changed: [] },
  ])("is refused: %j", (body) => {
    expect(() => parseTiles(body)).toThrow("not a wall");
  });
});
