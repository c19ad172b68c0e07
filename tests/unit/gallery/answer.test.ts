import { expect, test } from "vitest";
import { answerPoll } from "#lib/gallery/answer.ts";
import { createVersions } from "#lib/gallery/versions.ts";
import { parseTiles, type Wall } from "#lib/model/wall.ts";
import { wallTile } from "../../support/entries.ts";

const TILE = wallTile("ZG6NWV/teststream");
const WALL: Wall = { version: "eTag_-0123", tiles: [TILE], asOf: 1_795_447_990_000, now: 1_795_447_991_000 };
const ETAG = '"eTag_-0123"';

/** Answers a viewer, when the version "before" and that of the wall are known. */
function answer(wall: Wall | null, ifNoneMatch: string | null = null, since: string | null = null) {
  const versions = createVersions();
  versions.add({ version: "before", tiles: [{ ...TILE, id: "ZG6NWV/gone" }] });
  versions.add(WALL);
  return answerPoll(wall, { since, ifNoneMatch }, versions, "public, max-age=0");
}

test("a new viewer gets the whole wall, with the clocks in headers", async () => {
  const { status, headers } = answer(WALL);
  expect(status).toBe(200);
  expect(Object.fromEntries(headers)).toEqual({
    "content-type": "application/json",
    "cache-control": "public, max-age=0",
    etag: ETAG,
    "livewall-as-of": "1795447990000",
    "livewall-now": "1795447991000",
  });
  expect(parseTiles(await answer(WALL).json())).toEqual({ version: WALL.version, tiles: [TILE] });
});

test("a viewer with a known version gets the changes", async () => {
  expect(parseTiles(await answer(WALL, '"before"', "before").json())).toEqual({
    version: WALL.version,
    since: "before",
    changed: [TILE],
    gone: ["ZG6NWV/gone"],
  });
});

test.each(["long ago", "", "__proto__"])(
  "a viewer with the unknown version %j gets the wall",
  async (since) => {
    expect(parseTiles(await answer(WALL, null, since).json())).toHaveProperty("tiles");
  },
);

test("a wall that a newer one has replaced is sent whole", async () => {
  const other = { ...WALL, version: "other" };
  expect(await answer(other, null, "before").json()).toEqual({ version: "other", tiles: [TILE] });
});

test.each([
  [304, "the tag", ETAG],
  [304, "the tag, weakened by a proxy", `W/${ETAG}`],
  [304, "the tag among others", `"one", W/"two",${ETAG} , "three"`],
  [304, "any tag", "*"],
  [200, "another tag", '"another"'],
  [200, "the tag without its quotes", ETAG.replaceAll('"', "")],
  [200, "nothing", ""],
])("answers %i to If-None-Match with %s", async (status, _text, ifNoneMatch) => {
  const answered = answer(WALL, ifNoneMatch);
  expect(answered.status).toBe(status);
  expect((await answered.text()) === "").toBe(status === 304);
  expect(answered.headers.get("etag")).toBe(ETAG);
  expect(answered.headers.get("livewall-now")).toBe("1795447991000");
});

test("without a wall, the answer is a problem with Retry-After", async () => {
  const problem = answer(null, ETAG);
  expect(problem.headers.get("content-type")).toBe("application/problem+json");
  expect(problem.headers.get("retry-after")).toBe("5");
  expect(await problem.json()).toEqual({ title: "The bucket cannot be reached", status: 503 });
});

test("an answer is written once for all viewers", () => {
  let writes = 0;
  const versions = createVersions();
  const tile = { ...TILE, toJSON: () => ((writes += 1), TILE) };
  const wall = { ...WALL, tiles: [tile] };
  versions.add(wall);
  for (let viewer = 0; viewer < 20; viewer += 1)
    answerPoll(wall, { since: null, ifNoneMatch: null }, versions, "");
  expect(writes).toBe(1);
});
