import type { Page } from "@playwright/test";
import { keepFrame } from "../../support/kept-frame.ts";
import { bringManyPastTiles, bringManyTiles } from "../../support/many-tiles.ts";
import { openPast } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

// Without an index, a stream leaves the wall as soon as it is offline.
test.use({ appSettings: [{ PREVIEWS: "off", INDEX: "off" }, { scope: "worker" }] });

const MINUTE = 60_000;

test("the past shows streams that left the wall, with their sources and faults", async ({ page, app }) => {
  const time = Date.now() - 20 * MINUTE;
  const two = "ZG6NWV/two angles";
  await keepFrame(app, { stream: "ZG6NWV/gone home", feed: "gone", time, colour: "crimson" });
  await keepFrame(app, { stream: two, feed: "l", source: "left", time });
  await keepFrame(app, {
    stream: two,
    feed: "r",
    source: "right",
    time: time - 2 * MINUTE,
    faults: ["black", "damaged"],
  });
  await new Publisher(app, "still here").frame("gold");
  const wall = new WallPage(page);
  await wall.open("/");
  await expect(wall.tile("still here")).toBeVisible();
  await expect(wall.tiles).toHaveCount(1);
  await openPast(page, "", time + MINUTE / 2);
  await expect.poll(() => wall.colourOf("gone home")).toBe("crimson");
  await expect.poll(() => wall.colourOf("two angles, left")).toBe("gold");
  const right = wall.tile("two angles, right");
  await expect(right).toContainText(/Stalled since/);
  await expect(right.getByRole("link", { name: /^two angles/ }).first()).toHaveAttribute(
    "href",
    /source=right&at=/,
  );
  await expect(wall.tile("still here")).toHaveCount(0);
  await page.getByRole("searchbox").fill("home");
  await expect(wall.tiles).toHaveCount(1);
  await page.getByRole("searchbox").fill("here");
  await expect(wall.tile("still here")).toContainText("Off air");
});

/** The streams that the page has asked the past of. */
function pastStreams(page: Page): Set<string> {
  const asked = new Set<string>();
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/past") for (const stream of searchParams.getAll("stream")) asked.add(stream);
  });
  return asked;
}

test("the past is asked of the tiles in view alone", async ({ page, app }) => {
  await new Publisher(app, "one of many then").frame("gold");
  await bringManyTiles(page, 800);
  await bringManyPastTiles(page, 800);
  const asked = pastStreams(page);
  await openPast(page, "size=small", Date.now() - 5 * MINUTE);
  // By their ids: asking hundreds of tiles for their accessible names takes seconds.
  await expect(page.locator("[data-tile]")).toHaveCount(800);
  await expect.poll(() => [...asked]).toContain("ZG6NWV/feed 00000");
  expect(asked.size).toBeLessThan(150);
  await page.locator('[data-tile="feed 00799"]').scrollIntoViewIfNeeded();
  await expect.poll(() => [...asked]).toContain("ZG6NWV/feed 00799");
  expect(asked).not.toContain("ZG6NWV/feed 00400");
});
