import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { answerPoll } from "#lib/gallery/answer.ts";
import { pollCacheControl } from "#lib/gallery/caching.ts";
import { parseTiles, type Changes, type Wall, type WallTile } from "#lib/gallery/wall.ts";

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
const VERSION = "eTag_-0123456789abcdef";
const WALL: Wall = { version: VERSION, tiles: [TILE], asOf: 1_795_447_990_000, now: 1_795_447_991_000 };
const ETAG = `"${VERSION}"`;
const CHANGES: Changes = { version: VERSION, since: "before", changed: [TILE], gone: ["ZG6NWV/gone"] };

/** The answer to one who knows the version "before", of which everything is known. */
function answer(
  wall: Wall | null,
  ifNoneMatch: string | null,
  since: string | null = null,
  acceptEncoding: string | null = null,
): Promise<Response> {
  return answerPoll(
    wall,
    { since, ifNoneMatch, acceptEncoding },
    (version) => (version === "before" ? CHANGES : null),
    pollCacheControl(Infinity),
  );
}

describe("the answer to a poll", () => {
  test("is the whole wall in JSON, with the clocks beside it", async () => {
    const whole = await answer(WALL, null);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toEqual({
      "content-type": "application/json",
      "cache-control": "public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=200",
      vary: "Accept-Encoding",
      etag: ETAG,
      "livewall-as-of": "1795447990000",
      "livewall-now": "1795447991000",
    });
    expect(parseTiles(await whole.json())).toEqual({ version: VERSION, tiles: [TILE] });
  });

  test("is what changed, to a viewer whose version is known", async () => {
    expect(parseTiles(await (await answer(WALL, '"before"', "before")).json())).toEqual(CHANGES);
  });

  test.each(["long ago", "", "__proto__"])("is the whole wall to one who has %j", async (since) => {
    expect(parseTiles(await (await answer(WALL, null, since)).json())).toEqual({
      version: VERSION,
      tiles: [TILE],
    });
  });

  test("is never what changed to another version than its own", async () => {
    const newer = { ...WALL, version: "newer" };
    expect(parseTiles(await (await answer(newer, null, "before")).json())).toEqual({
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
    const unchanged = await answer(WALL, ifNoneMatch);
    expect(unchanged.status).toBe(304);
    expect(await unchanged.text()).toBe("");
    expect(unchanged.headers.get("etag")).toBe(ETAG);
    expect(unchanged.headers.get("livewall-now")).toBe("1795447991000");
  });

  test.each([
    ["another tag", '"another"'],
    ["the tag without its quotes", ETAG.replaceAll('"', "")],
    ["nothing in it", ""],
  ])("is whole to a viewer whose If-None-Match has %s", async (_what, ifNoneMatch) => {
    expect((await answer(WALL, ifNoneMatch)).status).toBe(200);
  });

  test("is a problem to be tried again while there never was a wall", async () => {
    const problem = await answer(null, ETAG);
    expect(problem.status).toBe(503);
    expect(problem.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.headers.get("retry-after")).toBe("5");
    expect(await problem.json()).toEqual({ title: "The store cannot be reached", status: 503 });
  });
});

describe("an answer that is long", () => {
  const tiles = Array.from({ length: 50 }, (_, n) => ({ ...TILE, id: `ZG6NWV/${n}` }));
  const wall = { ...WALL, tiles };
  const bytesOf = async (acceptEncoding: string | null) => {
    const told = await answer(wall, null, null, acceptEncoding);
    return [told.headers.get("content-encoding"), Buffer.from(await told.arrayBuffer())] as const;
  };

  test.each(["gzip", "deflate, gzip;q=0.5", "br,gzip"])("is compressed for who takes %j", async (taken) => {
    const [encoding, bytes] = await bytesOf(taken);
    expect(encoding).toBe("gzip");
    expect(parseTiles(JSON.parse(gunzipSync(bytes).toString()))).toEqual({ version: VERSION, tiles });
    expect(bytes.length).toBeLessThan(2_000);
  });

  test.each([null, "", "br", "gzip;q=0", "gzip;q=0.0, br", "x-gzip-not"])(
    "is sent as it is to who takes %j",
    async (taken) => {
      const [encoding, bytes] = await bytesOf(taken);
      expect(encoding).toBeNull();
      expect(JSON.parse(bytes.toString())).toHaveProperty("tiles.length", 50);
    },
  );

  test("is written once, however many viewers are told it", async () => {
    let reads = 0;
    const watched = tiles.map((tile) => ({ ...tile, toJSON: () => ((reads += 1), tile) }));
    for (let viewer = 0; viewer < 20; viewer++) await answer({ ...WALL, tiles: watched }, null, null, "gzip");
    expect(reads).toBe(tiles.length);
  });
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
