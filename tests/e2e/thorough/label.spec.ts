import type { Locator } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

test.beforeAll(async ({ app }) => {
  await new Publisher(app, "label wide").frame("gold");
  const tall = new Publisher(app, "label tall");
  await tall.frame("crimson", 0, [1080, 1920]);
  await tall.untilShown();
});

async function boxOf(place: Locator) {
  const box = await place.boundingBox();
  if (box === null) throw new Error("it is not drawn");
  return { ...box, bottom: box.y + box.height, right: box.x + box.width };
}

test("a label is below its picture, on the kiosk and in a frame", async ({ page }) => {
  await page.goto("/wall?q=label");
  const tile = page.getByRole("article", { name: "label wide" });
  await expect(tile.getByRole("img")).toBeVisible();
  const picture = await boxOf(tile.getByRole("img"));
  expect((await boxOf(tile.getByRole("heading"))).y).toBeGreaterThanOrEqual(picture.bottom - 1);

  await page.setViewportSize({ width: 480, height: 298 });
  await page.goto("/embed?stream=ZG6NWV/label+wide");
  await expect(page.getByRole("main").getByRole("img")).toBeVisible();
  const framed = await boxOf(page.getByRole("main").getByRole("img"));
  expect((await boxOf(page.getByRole("heading", { level: 1 }))).y).toBeGreaterThanOrEqual(framed.bottom - 1);
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
