import type { Page } from "@playwright/test";
import { keepFrame } from "../../support/kept-frame.ts";
import { untilInPast } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

// Without an index, a stream leaves the wall as soon as it is offline.
test.use({ appSettings: [{ PREVIEWS: "off", INDEX: "off" }, { scope: "worker" }] });

const MINUTE = 60_000;
const addressOf = (query: string, at: number) => `/?q=${query}&at=${new Date(at).toISOString()}`;
const past = (page: Page) => page.getByRole("region", { name: "Back in time" });

test("the past shows a stream that has left the wall, and finds it by name", async ({ page, app }) => {
  const then = Date.now() - 8 * MINUTE;
  const gone = new Publisher(app, "gone home");
  await gone.frame("crimson", 8 * MINUTE);
  await new Publisher(app, "still here").frame("gold");
  await untilInPast(app, gone, then + MINUTE / 2);
  const wall = new WallPage(page);
  await wall.open("/");
  await expect(wall.tile("still here")).toBeVisible();
  await expect(wall.tile("gone home")).toHaveCount(0);
  await page.goto(addressOf("", then + MINUTE / 2));
  await expect.poll(() => wall.colourOf("gone home")).toBe("crimson");
  await expect(wall.tile("still here")).toHaveCount(0);
  await page.getByRole("searchbox").fill("home");
  await expect(wall.tiles).toHaveCount(1);
  await page.getByRole("searchbox").fill("here");
  await expect(page.getByRole("heading", { name: "No stream of the wall matches this" })).toBeVisible();
});

test("in the past as well, a tile says of which source it is, and what was wrong with its picture", async ({
  page,
  app,
}) => {
  const then = Date.now() - 20 * MINUTE;
  const stream = "ZG6NWV/two angles";
  await keepFrame(app, { stream, feed: "l", source: "left", time: then, colour: "gold" });
  await keepFrame(app, {
    stream,
    feed: "r",
    source: "right",
    time: then - 2 * MINUTE,
    colour: "crimson",
    faults: ["black", "damaged"],
  });
  const wall = new WallPage(page);
  await new Publisher(app, "two of now").frame("gold");
  await wall.open("/?q=two");
  await page.goto(addressOf("two", then + MINUTE / 2));
  await expect.poll(() => wall.colourOf("two angles, left")).toBe("gold");
  const right = wall.tile("two angles, right");
  await expect(right).toContainText(/black.*damaged.*Stalled/);
  await expect(right.getByRole("link", { name: "two angles" })).toHaveAttribute("href", /source=right&at=/);
});

test.describe("while the server reads as much as it may", () => {
  test.use({ expectedErrors: /429/ });

  test("the past loads slowly, and nothing is said to be broken", async ({ page, app }) => {
    const feed = new Publisher(app, "slowly");
    const then = Date.now() - 5.5 * MINUTE;
    await feed.frame("gold", 6 * MINUTE);
    await untilInPast(app, feed, then);
    await page.route("**/api/past?*", (route) =>
      route.fulfill({ status: 429, headers: { "Retry-After": "2" }, json: {} }),
    );
    await page.goto(addressOf("slowly", then));
    await expect(past(page).getByText("Loading slowly")).toBeVisible();
    await expect(past(page).getByText("The server does not answer")).toHaveCount(0);
    await page.unroute("**/api/past?*");
    await expect.poll(() => new WallPage(page).colourOf("slowly")).toBe("gold");
    await expect(past(page).getByText("Loading slowly")).toHaveCount(0);
  });
});
