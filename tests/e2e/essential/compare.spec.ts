import type { Page } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

const MINUTE = 60_000;
const BOTH = "tile=ZG6NWV/compared%7Cmain&tile=ZG6NWV/compared%7Cleft";

let start = 0;

/** A source whose pictures change their colour, and one that was on air for a minute, five minutes ago. */
test.beforeAll(async ({ app }) => {
  start = Date.now();
  const [main, left] = [new Publisher(app, "compared", "main"), new Publisher(app, "compared", "left")];
  await main.started();
  await left.started();
  for (const age of [5.5, 5, 2, 0.5]) await main.frame(age > 4 ? "crimson" : "seagreen", age * MINUTE);
  for (const age of [5.5, 5]) await left.frame("gold", age * MINUTE);
  await main.untilShown();
  await left.untilShown();
});

const cell = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

test("two sources are chosen on the wall, and compared now and at one moment", async ({ page }) => {
  const wall = new WallPage(page);
  await wall.open("/?q=compared");
  for (const source of ["main", "left"]) {
    const tile = wall.tile(`compared, ${source}`);
    // The code of a tile's controls is loaded once a pointer is on it.
    await tile.hover();
    await expect(tile.getByRole("button", { name: `Compare compared, ${source}` })).toBeVisible();
    await tile
      .getByRole("link")
      .first()
      .click({ modifiers: ["Shift"] });
  }
  const bar = page.getByRole("region", { name: "Compare" });
  await expect(bar).toContainText("2 chosen");
  await bar.getByRole("link", { name: "Compare" }).click();
  await expect(page).toHaveURL(/\/compare\?tile=ZG6NWV%2Fcompared%7Cmain&tile=ZG6NWV%2Fcompared%7Cleft$/);

  const [main, left] = [cell(page, "compared, main"), cell(page, "compared, left")];
  await expect(page).toHaveTitle("compared, main · compared, left · Livewall");
  await expect(main).toContainText("Live");
  await expect(left).toContainText("Offline");
  const newest = await main.getByRole("img").getAttribute("src");
  const slider = page.getByRole("slider", { name: "Moment of the streams" });
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline).toContainText(/main.*left/);
  // Both have begun some minutes ago.
  await expect(timeline.getByRole("group", { name: "Range" })).toContainText("10 min");
  // All of it is seen on a laptop.
  for (const part of [main, left, page.getByRole("group", { name: "Playback" })])
    await expect(part).toBeInViewport({ ratio: 1 });
  expect(await violationsInBothThemes(page)).toEqual([]);

  await slider.focus();
  await expect(async () => {
    await slider.press("ArrowLeft");
    expect(Number(await slider.inputValue())).toBeLessThanOrEqual(start - 4.5 * MINUTE);
  }).toPass({ intervals: [0] });
  // The picture on top, which fades in over the last one.
  await expect(main.locator("img").last()).not.toHaveAttribute("src", newest ?? "");
  await expect(main).toContainText("On air");
  await expect(left).toContainText("On air");
  await expect(page).toHaveURL(/&at=/);
  await page.getByRole("button", { name: "Live" }).click();
  await expect(left).toContainText("Offline");
  await expect(page).not.toHaveURL(/at=/);
  // The way back leads to the moment.
  await page.goBack();
  await expect(left).toContainText("On air");

  await left.getByRole("link", { name: "Remove compared, left" }).click();
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page).toHaveURL(/\/compare\?tile=ZG6NWV%2Fcompared%7Cmain&at=/);
});

test("the address of a moment shows that and no other, with the lanes", async ({ page }) => {
  const at = new Date(Date.now() - 5 * MINUTE).toISOString();
  const held = Promise.withResolvers<null>();
  await page.route("**/api/history?*", async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`/compare?${BOTH}&at=${at}`);
  const left = cell(page, "compared, left");
  await expect(left).toContainText("Loading");
  await expect(page.getByRole("img")).toHaveCount(0);
  // They come with the page, before any code is loaded.
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.locator("[data-kind=on]")).not.toHaveCount(0);
  await expect(timeline.locator("[data-kind=unknown]")).toHaveCount(0);
  held.resolve(null);
  await expect(left).toContainText("On air");
  await expect(left.getByRole("img")).toBeVisible();
  await expect(page.locator(".past-frame")).toBeVisible();
  const original = left.locator('img[src^="/api/picture?"]');
  await expect.poll(() => original.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1_920);
  const playback = page.getByRole("group", { name: "Playback" });
  await expect(playback).toContainText(/\d min ago|\d{3} s ago/);
  await page.mouse.move(640, 300);
  await expect(playback).toContainText(/5 min ago/);

  // A moment without a frame is drawn once it is read, and not with the next poll or half minute.
  await page.route("**/api/feeds*", () => undefined);
  await page.goto(`/compare?${BOTH}&at=${new Date(start - 20 * MINUTE).toISOString()}`);
  await expect(left).toContainText("Off air");
});

test("a wrong time shows the latest pictures, with a note and a clock of seconds", async ({ page }) => {
  await page.goto(`/compare?${BOTH}&at=garbage`);
  await expect(
    page.getByText("The time in this link is not valid. Showing the latest pictures."),
  ).toBeVisible();
  await expect(cell(page, "compared, main")).toContainText("Live");
  await page.mouse.move(640, 300);
  const clock = page.getByRole("group", { name: "Playback" }).locator("time").first();
  await expect(clock).toHaveAttribute("datetime", /:(?!00|30)\d\d\.000Z$/);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("full screen");
});

test("a picture is enlarged and moved by mouse and keys", async ({ page }) => {
  await page.goto(`/compare?${BOTH}`);
  const main = cell(page, "compared, main");
  const enlarge = main.getByRole("button", { name: "Enlarge compared, main" });
  await enlarge.click();
  const dialog = page.getByRole("dialog", { name: /^compared, main, / });
  const picture = dialog.getByRole("img");
  const box = async () => {
    const found = await picture.boundingBox();
    if (found === null) throw new Error("no picture is drawn");
    return found;
  };
  await expect(picture).toBeInViewport({ ratio: 0.99 });
  await expect(dialog.getByText(/^\d+ KB$/)).toBeVisible();
  const fitted = await box();
  expect(await violationsInBothThemes(page)).toEqual([]);

  // The point under the pointer stays there.
  const at = { x: fitted.x + fitted.width / 4, y: fitted.y + fitted.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await box()).width).toBeGreaterThan(1.5 * fitted.width);
  const larger = await box();
  expect((at.x - larger.x) / larger.width).toBeCloseTo(0.25, 2);
  await page.mouse.down();
  await page.mouse.move(at.x - 40, at.y);
  await page.mouse.up();
  expect((await box()).x).toBeCloseTo(larger.x - 40, 0);
  await page.keyboard.press("ArrowLeft");
  expect((await box()).x).toBeGreaterThan(larger.x);
  await page.keyboard.press("0");
  expect(await box()).toEqual(fitted);
  await page.mouse.dblclick(at.x, at.y);
  await expect.poll(async () => (await box()).width).toBeGreaterThan(1.1 * fitted.width);

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy Stream" }).click();
  await expect(dialog.getByRole("status")).toHaveText("Stream copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("ZG6NWV/compared");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(enlarge).toBeFocused();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the latest pictures are there, and an empty place for a stream that is not", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 780 });
    await page.goto(`/compare?${BOTH}&tile=K2MARL/compared&tile=ZG6NWV/never%20compared`);
    const main = cell(page, "compared, main, ZG6NWV");
    await expect(main.getByRole("img", { name: /^compared, main, ZG6NWV, / })).toBeVisible();
    await expect(cell(page, "compared, K2MARL").getByRole("heading")).toHaveText("compared");
    await expect(cell(page, "never compared")).toContainText("Stream not found");
    // On a phone, its labels are no higher than a control.
    const [whole, picture] = [main, main.locator("[data-state]")].map((part) => part.boundingBox());
    expect((await whole)?.height).toBeCloseTo(((await picture)?.height ?? 0) + 44, 0);
    await cell(page, "never compared").getByRole("link", { name: "Remove never compared" }).click();
    await expect(page.getByRole("article")).toHaveCount(3);
    await expect(page.getByRole("slider")).toHaveCount(0);
    await page.goto("/compare");
    await expect(page.getByRole("heading", { name: "No streams to compare" })).toBeVisible();
  });
});
