import type { Locator } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const STALLED_MS = 100_000;
const PORTRAIT = [540, 960] as const;

test("bars, frames and the logo grow with the screen, as its text does", async ({ app, page }) => {
  for (const side of ["left", "right"]) {
    const camera = new Publisher(app, "upright", side);
    await camera.started();
    await camera.frame("gold", STALLED_MS, PORTRAIT);
    await camera.untilShown();
  }
  const styleOf = (part: Locator, name: "filter" | "outlineWidth") =>
    part.evaluate((element, property) => getComputedStyle(element)[property], name);
  const blurOf = async (part: Locator) => /blur\((\d+)px\)/.exec(await styleOf(part, "filter"))?.[1];

  const tile = new WallPage(page).tile("upright, left");
  await page.goto("/?q=upright&group=feed");
  for (const [width, blur, logo, frame] of [
    [1280, "24", 20, "3px"],
    [3840, "48", 35, "5px"],
  ] as const) {
    await page.setViewportSize({ width, height: (width * 9) / 16 });
    const outlined = tile.locator("[class*='outline-']").first();
    await expect(tile.locator("img")).not.toHaveCount(0);
    expect(await blurOf(tile.locator("img[alt='']").first())).toBe(blur);
    expect((await page.locator("h1 img").boundingBox())?.width).toBe(logo);
    expect(await styleOf(outlined, "outlineWidth")).toBe(frame);
  }
  await page.goto("/compare?tile=ZG6NWV/upright%7Cleft&tile=ZG6NWV/upright%7Cright");
  const compared = page.getByRole("article", { name: "upright, left" });
  expect(await styleOf(compared.locator("[class*='outline-']").first(), "outlineWidth")).toBe("5px");
});
