import type { Page } from "@playwright/test";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const VIEW = "/?q=way&sort=newest&size=large";
const wayBack = (page: Page) => page.getByRole("link", { name: "The wall" });

test.beforeAll(async ({ app }) => {
  for (const name of ["way a", "way b"]) await new Publisher(app, name).frame("gold");
});

test("the way back from a stream leads to the view that a viewer came from, whatever they looked at since", async ({
  page,
}) => {
  const wall = new WallPage(page);
  await page.goto("/?q=way");
  await page.getByLabel("Order").selectOption("newest");
  await page.getByLabel("Size").selectOption("large");
  await expect(page).toHaveURL(VIEW);
  await wall.tile("way a").getByRole("link").click();
  await untilReady(page);
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { name: "way b" })).toBeVisible();
  await expect(wayBack(page)).toHaveAttribute("href", VIEW);
  await wayBack(page).click();
  await expect(page).toHaveURL(VIEW);
  await expect(page.getByRole("searchbox")).toHaveValue("way");
  // It was a step back: what came after is still ahead.
  await page.goForward();
  await expect(page.getByRole("heading", { name: "way a" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(VIEW);
});

test("whoever comes back to a long wall is where they were, by the link and by the browser's button", async ({
  page,
}) => {
  test.slow();
  await bringManyTiles(page, 500);
  await page.goto("/?size=small");
  await expect(page.locator("[data-tile]")).toHaveCount(500, { timeout: 40_000 });
  // By its id: asking five hundred tiles for their accessible names takes seconds.
  const tile = page.locator('[data-tile="feed 00400"]');
  await tile.scrollIntoViewIfNeeded();
  await expect(tile.getByRole("img")).toBeVisible();
  const place = await tile.boundingBox();
  for (const comeBack of [() => wayBack(page).click(), () => page.goBack()]) {
    await tile.getByRole("link").click();
    await untilReady(page);
    await comeBack();
    await expect(page).toHaveURL("/?size=small");
    await expect.poll(async () => (await tile.boundingBox())?.y, { timeout: 40_000 }).toBe(place?.y);
  }
});

test("whoever leaves the past by a tile comes back to the moment that it showed", async ({ page, app }) => {
  await new Publisher(app, "then away").frame("crimson", 4 * 60_000);
  await page.goto(`/?q=then&at=${new Date(Date.now() - 4 * 60_000).toISOString()}`);
  const slider = page.getByRole("slider", { name: "Moment that the wall shows" });
  await expect(slider).toBeFocused();
  await page.keyboard.press("ArrowRight");
  const moment = await slider.inputValue();
  // At once: the address follows only who stays at a moment.
  await new WallPage(page).tile("then away").getByRole("link").click();
  await untilReady(page);
  await wayBack(page).click();
  await expect(slider).toHaveValue(moment);
});

test("whoever came by a link goes on to the whole wall", async ({ page }) => {
  await page.goto("/feed?stream=ZG6NWV/way+a");
  await untilReady(page);
  await wayBack(page).click();
  await expect(page).toHaveURL("/");
});

test("in a browser that tells nothing of its history, the view is kept all the same", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "navigation", { value: undefined }));
  const wall = new WallPage(page);
  await wall.open(VIEW);
  await wall.tile("way b").getByRole("link").click();
  await untilReady(page);
  await wayBack(page).click();
  await expect(page).toHaveURL(VIEW);
  await expect(page.getByRole("searchbox")).toHaveValue("way");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the link leads to the wall, and the browser's button to the view", async ({ page }) => {
    const wall = new WallPage(page);
    for (const address of ["/", VIEW]) {
      await expect(async () => {
        await page.goto(VIEW);
        await expect(wall.tile("way a")).toBeVisible({ timeout: 100 });
      }).toPass();
      await wall.tile("way a").getByRole("link").click();
      await expect(page.getByRole("heading", { name: "way a" })).toBeVisible();
      await (address === "/" ? wayBack(page).click() : page.goBack());
      await expect(page).toHaveURL(address);
    }
  });
});
