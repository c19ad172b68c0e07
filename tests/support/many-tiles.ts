import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "@playwright/test";
import type { PastTile, PastWall } from "#lib/model/past.ts";
import type { WallTile } from "#lib/model/wall.ts";

/** Lets the poll of a page bring many tiles, all with the newest picture that the app really has. @param change what else each of them is */
export async function bringManyTiles(
  page: Page,
  count: number,
  change: (tile: WallTile) => Partial<WallTile> = () => ({}),
): Promise<void> {
  await page.route("**/api/feeds*", async (route) => {
    const address = route.request().url().split("?")[0] ?? "";
    const answer = await route.fetch({
      url: address,
      headers: { ...route.request().headers(), "if-none-match": "" },
    });
    const { tiles, ...rest } = (await answer.json()) as { tiles: WallTile[] };
    // The app keeps the feeds of the tests before this one, and those are stalled by now.
    const one = tiles.toSorted((a, b) => (b.seen ?? 0) - (a.seen ?? 0))[0];
    // For two seconds, the wall may be the one of before the first frame.
    if (one === undefined) return route.fulfill({ response: answer });
    const many = Array.from({ length: count }, (_, place): WallTile => {
      const name = `feed ${String(place).padStart(5, "0")}`;
      const tile = { ...one, id: name, stream: `ZG6NWV/${name}`, name, source: null, original: null };
      return { ...tile, ...change(tile) };
    });
    const version = createHash("sha256").update(JSON.stringify(many)).digest("base64url");
    if (route.request().headers()["if-none-match"] === `"${version}"`) {
      // A busy machine needs the time between two polls to draw many tiles.
      if (count > 500) await delay(4_000);
      await route.fulfill({ status: 304, headers: answer.headers() });
    } else await route.fulfill({ response: answer, json: { ...rest, version, tiles: many } });
  });
}

/** Lets every past moment have many tiles, of the names that `bringManyTiles` gives. */
export async function bringManyPastTiles(page: Page, count: number): Promise<void> {
  const isWall = ({ pathname, searchParams }: URL) => pathname === "/api/past" && !searchParams.has("stream");
  await page.route(isWall, async (route) => {
    const at = Number(new URL(route.request().url()).searchParams.get("at"));
    const tiles = Array.from({ length: count }, (_, place): PastTile => {
      const name = `feed ${String(place).padStart(5, "0")}`;
      const names = { id: name, stream: `ZG6NWV/${name}`, name, source: null, feed: "one" };
      return { ...names, time: at, faults: [], state: "live", since: null };
    });
    await route.fulfill({ json: { at, tiles, isWhole: true } satisfies PastWall });
  });
}
