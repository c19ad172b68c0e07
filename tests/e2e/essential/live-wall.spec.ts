import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a signed hook becomes a tile, and the next one changes its picture, without a reload", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const stage = new Publisher(app, "stage/main");
  await page.goto("/?q=stage%2Fmain");

  await stage.frame("crimson");
  await expect(wall.tile("stage/main")).toContainText("Live");
  await expect.poll(() => wall.colourOf("stage/main")).toBe("crimson");

  await stage.frame("royalblue");
  await expect.poll(() => wall.colourOf("stage/main")).toBe("royalblue");
  await expect(page.getByRole("banner")).toContainText(/\d live/);
});

test("names outside ASCII arrive whole", async ({ page, app }) => {
  await new Publisher(app, "Café del Mar ☀ / 東京").frame("gold");
  await page.goto("/?q=café+del+mar");
  await expect(new WallPage(page).tile("Café del Mar ☀ / 東京")).toBeVisible();
});

test("a frame that arrives late does not turn the picture back", async ({ page, app }) => {
  const wall = new WallPage(page);
  const late = new Publisher(app, "late");
  await late.frame("seagreen");
  await late.frame("crimson", 20_000);
  await page.goto("/?q=late");
  await expect.poll(() => wall.colourOf("late")).toBe("seagreen");
  await new Publisher(app, "after late").frame("gold");
  await expect(wall.tile("after late")).toBeVisible();
  await expect.poll(() => wall.colourOf("late")).toBe("seagreen");
});

test("a feed is stalled after 75 seconds and offline after five minutes without a frame", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  await new Publisher(app, "timed hesitant").frame("gold", 80_000);
  await new Publisher(app, "timed gone").frame("gold", 301_000);
  await new Publisher(app, "timed well").frame("gold", 30_000);
  await page.goto("/?q=timed");
  await expect(wall.tile("timed well")).toContainText("Live");
  await expect(wall.tile("timed hesitant")).toContainText("Stalled");
  await expect(wall.tile("timed gone")).toContainText("Offline");
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

test("each source of a stream has a tile", async ({ page, app }) => {
  const wall = new WallPage(page);
  for (const source of ["left", "main", "right"]) {
    const feed = new Publisher(app, "match", source);
    await feed.started();
    await feed.frame("seagreen");
  }
  await page.goto("/?q=match");
  for (const source of ["left", "main", "right"]) {
    await expect(wall.tile(`match, ${source}`)).toBeVisible();
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the wall shows its pictures", async ({ page, app }) => {
    const wall = new WallPage(page);
    await new Publisher(app, "plain").frame("royalblue");
    await expect(async () => {
      await page.goto("/?q=plain");
      await expect(wall.tile("plain")).toBeVisible({ timeout: 100 });
    }).toPass();
    await expect.poll(() => wall.colourOf("plain")).toBe("royalblue");
  });

  test("the wall loads itself anew", async ({ page, app }) => {
    test.setTimeout(120_000);
    const wall = new WallPage(page);
    await page.goto("/?q=scriptless");
    await new Publisher(app, "scriptless").frame("gold");
    await expect(wall.tile("scriptless")).toBeVisible({ timeout: 80_000 });
  });
});
