import type { Page } from "@playwright/test";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const MANY = 2_000;

async function openManyFeeds(page: Page): Promise<WallPage> {
  await bringManyTiles(page, MANY);
  await page.goto("/?size=small");
  const wall = new WallPage(page);
  await expect(wall.tiles).toHaveCount(MANY, { timeout: 45_000 });
  return wall;
}

test.describe.configure({ timeout: 120_000 });

test.beforeEach(async ({ app }) => {
  await new Publisher(app, "the one of many").frame("gold");
});

test("a wall of thousands has every name, but pictures only near the screen", async ({ page }) => {
  const wall = await openManyFeeds(page);
  await expect.poll(() => wall.tiles.getByRole("img").count()).toBeLessThan(300);
  const last = wall.tile(`feed 0${MANY - 1}`);
  await expect(last.getByRole("img")).toHaveCount(0);
  const height = (await last.boundingBox())?.height;
  await last.scrollIntoViewIfNeeded();
  await expect(last.getByRole("img")).toBeVisible();
  await expect(last).toContainText("Live");
  expect((await last.boundingBox())?.height).toBe(height);
  await expect(wall.tile("feed 00000").getByRole("img")).toHaveCount(0);
});

test("the browser's own search and the wall's find what is far away", async ({ page }) => {
  const wall = await openManyFeeds(page);
  const isFound = await page.evaluate(() =>
    (window as unknown as { find(text: string): boolean }).find("feed 01500"),
  );
  expect(isFound).toBe(true);
  await expect(wall.tile("feed 01500")).toBeInViewport();
  await page.getByRole("searchbox").fill("feed 01234");
  await expect(wall.tiles).toHaveCount(1);
  await expect(wall.tile("feed 01234").getByRole("img")).toBeVisible();
});

test("the focus goes through thousands of tiles by key and is never lost", async ({ page }) => {
  const wall = await openManyFeeds(page);
  const link = (name: string) => wall.tile(name).getByRole("link");
  await link("feed 00000").focus();
  await page.keyboard.press("ArrowRight");
  await expect(link("feed 00001")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await link("feed 00200").focus();
  for (let row = 0; row < 5; row += 1) await page.keyboard.press("ArrowDown");
  const focused = page.locator("[data-tile]:focus-within");
  await expect(focused).toBeInViewport();
  await expect(focused.getByRole("img")).toBeVisible();
  const name = await focused.getAttribute("data-tile");
  await page.evaluate(() => scrollTo(0, 0));
  await expect(focused.getByRole("img")).toHaveCount(0);
  await page.keyboard.press("ArrowLeft");
  await expect(focused).toBeInViewport();
  expect(await focused.getAttribute("data-tile")).not.toBe(name);
});

test("the focus goes with a tile that goes to the top", async ({ page }) => {
  const wall = await openManyFeeds(page);
  await wall.tile("feed 00500").getByRole("link").focus();
  await page.keyboard.press("f");
  await expect(wall.tiles.first()).toHaveAttribute("data-tile", "feed 00500");
  await expect(wall.tile("feed 00500").getByRole("link")).toBeFocused();
});
