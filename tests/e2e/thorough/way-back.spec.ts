import type { Page } from "@playwright/test";
import { keepFrame } from "../../support/kept-frame.ts";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { openPast, wallSlider } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const VIEW = "/?q=way&sort=newest&size=420";
const wayBack = (page: Page) => page.getByRole("link", { name: "Wall", exact: true });

test.beforeAll(async ({ app }) => {
  const streams = ["way a", "way b"].map((name) => new Publisher(app, name));
  for (const stream of streams) await stream.frame("gold");
  for (const one of streams) await one.untilShown();
});

test("the link to the wall leads back to the view that the viewer came from", async ({ page }) => {
  const wall = new WallPage(page);
  await wall.open("/?q=way");
  await wall.toggleView();
  await page.getByRole("radio", { name: "Latest picture" }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("slider", { name: "Tile size" }).fill("420");
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

test("a long wall is at its place again, by the link and by the browser's button", async ({ page }) => {
  await bringManyTiles(page, 500);
  await page.goto("/?size=140");
  await expect(page.locator("[data-tile]")).toHaveCount(500);
  // By its id: asking five hundred tiles for their accessible names takes seconds.
  const tile = page.locator('[data-tile="feed 00400"]');
  await tile.scrollIntoViewIfNeeded();
  await expect(tile.getByRole("img")).toBeVisible();
  const place = await tile.boundingBox();
  for (const comeBack of [() => wayBack(page).click(), () => page.goBack()]) {
    await tile.getByRole("link").click();
    await untilReady(page);
    await comeBack();
    await expect(page).toHaveURL("/?size=140");
    // A busy machine takes its time for five hundred tiles.
    await expect.poll(async () => (await tile.boundingBox())?.y, { timeout: 40_000 }).toBe(place?.y);
  }
});

test("a past wall that is left by a tile shows the same moment again", async ({ page, app }) => {
  const time = Date.now() - 24 * 60 * 60_000;
  await keepFrame(app, { stream: "ZG6NWV/then away", feed: "one", time });
  await openPast(page, "q=then", time);
  const slider = wallSlider(page);
  await page.keyboard.press("ArrowRight");
  const moment = await slider.inputValue();
  // At once: the address follows only who stays at a moment.
  await new WallPage(page).tile("then away").getByRole("link").click();
  await untilReady(page);
  await wayBack(page).click();
  await expect(slider).toHaveValue(moment);
});

test("a viewer who came by a link goes on to the whole wall", async ({ page }) => {
  await page.goto("/feed?stream=ZG6NWV/way+a");
  await untilReady(page);
  await wayBack(page).click();
  await expect(page).toHaveURL("/");
});

test("the view is kept in a browser that tells nothing of its history", async ({ page }) => {
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
      await page.goto(VIEW);
      await wall.tile("way a").getByRole("link").click();
      await expect(page.getByRole("heading", { name: "way a" })).toBeVisible();
      await (address === "/" ? wayBack(page).click() : page.goBack());
      await expect(page).toHaveURL(address);
    }
  });
});
