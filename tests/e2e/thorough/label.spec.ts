import type { Locator } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

const LONG = "label of the championship's second leg, northern arena, court 2";

test.beforeAll(async ({ app }) => {
  await new Publisher(app, "label wide").frame("gold");
  await new Publisher(app, "label wide", undefined, "K2MARL").frame("gold");
  const long = new Publisher(app, LONG, "camera behind the goal");
  await long.started();
  await long.frame("gold");
  const tall = new Publisher(app, "label tall");
  await tall.frame("crimson", 0, [1080, 1920]);
  await tall.untilShown();
});

async function boxOf(place: Locator) {
  const box = await place.boundingBox();
  if (box === null) throw new Error("it is not drawn");
  return { ...box, bottom: box.y + box.height, right: box.x + box.width };
}

/** Whether all lines of a text are seen, and their ends. */
const isWhole = (text: Locator) =>
  text.evaluate(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => {
    return clientWidth > 0 && scrollWidth <= clientWidth && scrollHeight < 1.5 * clientHeight;
  });

test("a label is below its picture, and tells tiles apart, on the kiosk and in a frame", async ({ page }) => {
  await page.goto("/wall?q=label");
  const long = page.getByRole("article", { name: LONG });
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 720 });
    await expect(long).toBeInViewport({ ratio: 0.99 });
    for (const text of [long.getByText("court 2").locator(".."), long.getByText("camera behind the goal")])
      await expect.poll(() => isWhole(text)).toBe(true);
  }
  await expect(page.getByRole("article", { name: "label wide, K2MARL" })).toContainText("K2MARL");
  const tile = page.getByRole("article", { name: "label wide, ZG6NWV" });
  await expect(tile.getByRole("img")).toBeVisible();
  const picture = await boxOf(tile.getByRole("img"));
  expect((await boxOf(tile.getByRole("heading"))).y).toBeGreaterThanOrEqual(picture.bottom - 1);

  await page.setViewportSize({ width: 480, height: 298 });
  await page.goto("/embed?stream=ZG6NWV/label+wide");
  await expect(page.getByRole("main").getByRole("img")).toBeVisible();
  const framed = await boxOf(page.getByRole("main").getByRole("img"));
  expect((await boxOf(page.getByRole("heading", { level: 1 }))).y).toBeGreaterThanOrEqual(framed.bottom - 1);
  // The page knows of the other one.
  await expect(page.getByText("ZG6NWV", { exact: true })).toBeInViewport({ ratio: 1 });
});

test("a portrait picture fills a portrait frame", async ({ page }) => {
  await page.setViewportSize({ width: 200, height: 356 });
  await page.goto("/embed?stream=ZG6NWV/label+tall");
  const picture = page.getByRole("main").getByRole("img");
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  const drawn = await picture.evaluate((element) => {
    const { naturalWidth, naturalHeight, clientWidth, clientHeight } = element as HTMLImageElement;
    const scale = Math.min(clientWidth / naturalWidth, clientHeight / naturalHeight);
    return [(naturalWidth * scale) / innerWidth, (naturalHeight * scale) / innerHeight];
  });
  for (const share of drawn) expect(share).toBeGreaterThan(0.9);
});
