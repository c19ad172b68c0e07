import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a hook becomes a tile, the next one changes its picture, and a late one does not", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const name = "Café del Mar ☀ / 東京";
  const feed = new Publisher(app, name);
  await page.goto("/?q=café+del+mar");

  await feed.frame("crimson");
  await expect(wall.tile(name)).toContainText("Live");
  await expect.poll(() => wall.colourOf(name)).toBe("crimson");

  await feed.frame("royalblue");
  await expect.poll(() => wall.colourOf(name)).toBe("royalblue");
  await expect(wall.tiles).toHaveCount(1);

  await feed.frame("seagreen", 20_000);
  await new Publisher(app, "Café del Mar, later").frame("gold");
  await expect(wall.tile("Café del Mar, later")).toBeVisible();
  expect(await wall.colourOf(name)).toBe("royalblue");
});

test("a feed that ended is offline at once, and its reconnect takes over the tile", async ({ page, app }) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "reconnecting");
  await page.goto("/?q=reconnecting");
  await feed.started();
  await feed.frame("crimson");
  await expect(wall.tile("reconnecting")).toContainText("Live");
  await feed.ended();
  await expect(wall.tile("reconnecting")).toContainText("Ended");

  feed.reconnect();
  await feed.started();
  await feed.frame("seagreen");
  await expect(wall.tile("reconnecting")).toContainText("Live");
  await expect.poll(() => wall.colourOf("reconnecting")).toBe("seagreen");
  await expect(wall.tile("reconnecting")).toHaveCount(1);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the wall shows pictures, reloads itself, searches by a form, and explains the past", async ({
    page,
    app,
  }) => {
    const wall = new WallPage(page);
    const feeds = ["plain one", "plain two"].map((name) => new Publisher(app, name));
    for (const feed of feeds) {
      await feed.frame("gold", 120_000);
      await feed.untilShown();
    }
    await page.goto("/?q=plain");
    await expect(wall.tiles).toHaveCount(2);
    await expect.poll(() => wall.colourOf("plain one")).toBe("gold");
    await expect(page.locator("meta[http-equiv=refresh]")).toHaveAttribute("content", "30");

    await page.getByRole("searchbox").fill("plain one");
    await wall.toggleView();
    await page.getByRole("radio", { name: "Name" }).check();
    await page.getByRole("button", { name: "Apply filters" }).click();
    await expect(wall.tiles).toHaveCount(1);
    await expect(page).toHaveURL(/\?q=plain\+one&sort=name/);
    await wall.chip("Offline").click();
    await expect(page.getByRole("heading", { name: "No streams match" })).toBeVisible();
    await wall.chip("Offline").click();
    await expect(wall.tiles).toHaveCount(1);
    // Buttons that need JavaScript are absent.
    await expect(page.getByRole("button", { name: /History|Shortcuts|Tile size/ })).toHaveCount(0);
    await expect(page.getByRole("slider")).toHaveCount(0);

    await page.goto(`/?q=plain+one&at=${new Date(Date.now() - 60_000).toISOString()}`);
    await expect(page.locator("main noscript p")).toBeVisible();
    await expect(wall.tile("plain one").getByText("Loading").filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole("region", { name: "History" })).toBeHidden();
    await page.locator("main noscript a").click();
    await expect(wall.tile("plain one").getByRole("img")).toBeVisible();
  });
});
