import type { Locator } from "@playwright/test";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { SCREENS } from "../../support/screens.ts";
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

test("a chosen size of tiles and the area of live streams grow with the screen, too", async ({
  app,
  page,
}) => {
  const camera = new Publisher(app, "to be enlarged");
  for (const age of [90_000, 60_000, 30_000]) await camera.frame("gold", age);
  await camera.untilShown();
  const wall = new WallPage(page);
  await page.setViewportSize({ width: 3840, height: 2160 });
  await wall.open("/?q=to+be+enlarged&size=400");
  await expect(page.locator(".wall-grid")).toHaveCSS("--tile", "25rem");
  expect((await wall.tiles.first().boundingBox())?.width).toBeGreaterThan(690);

  await page.keyboard.press("p");
  const area = page.locator("svg:has(.count-live)");
  await expect(async () => {
    const [place, live] = [await area.boundingBox(), await area.locator(".count-live").boundingBox()];
    expect((live?.y ?? 0) + (live?.height ?? 0)).toBeCloseTo((place?.y ?? 0) + (place?.height ?? 0), 0);
  }).toPass();
});

test("the key + makes tiles a step larger than they are", async ({ app, page }) => {
  await new Publisher(app, "one of sixty").frame("gold");
  await bringManyTiles(page, 60);
  for (const [width, scale] of [
    [1280, 1],
    [3840, 28 / 16],
  ] as const) {
    await page.setViewportSize({ width, height: (width * 9) / 16 });
    const wall = new WallPage(page);
    await wall.open("/");
    await expect(wall.tiles).toHaveCount(60);
    const now = (await boxOf(wall.tiles.first())).width / scale;
    await page.keyboard.press("+");
    await expect(page).toHaveURL(`/?size=${20 * (Math.round(now / 20) + 1)}`);
    // The browser remembers it.
    await page.keyboard.press("0");
    await expect(page).toHaveURL("/");
  }
});

test("the tiles of a kiosk are 2 to 4 px apart, and together in the middle", async ({ app, page }) => {
  await new Publisher(app, "one of seven").frame("gold");
  await bringManyTiles(page, 7);
  await page.goto("/wall");
  const main = page.getByRole("main");
  const tiles = main.getByRole("article");
  for (const viewport of SCREENS) {
    await page.setViewportSize(viewport);
    await expect(async () => {
      await expect(tiles).toHaveCount(7);
      const place = await boxOf(main);
      const boxes = await Promise.all((await tiles.all()).map(boxOf));
      const rows = [...new Set(boxes.map(({ y }) => y))].map((y) => boxes.filter((box) => box.y === y));
      for (const row of rows) expectGaps(row.map(({ x, width }) => [x, x + width]));
      expectGaps(rows.map(([first]) => [first?.y ?? 0, (first?.y ?? 0) + (first?.height ?? 0)]));
      const [top, bottom] = [boxes[0]?.y ?? 0, (boxes.at(-1)?.y ?? 0) + (boxes.at(-1)?.height ?? 0)];
      expect(Math.abs(top - place.y - (place.y + place.height - bottom))).toBeLessThan(2);
      for (const row of rows) {
        const [left, right] = [row[0]?.x ?? 0, (row.at(-1)?.x ?? 0) + (row.at(-1)?.width ?? 0)];
        expect(Math.abs(left - place.x - (place.x + place.width - right))).toBeLessThan(2);
      }
    }).toPass();
  }
});

async function boxOf(part: Locator) {
  return (await part.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
}

/** @param extents where each begins and ends, one after the other */
function expectGaps(extents: readonly (readonly [number, number])[]): void {
  for (const [index, [start]] of extents.slice(1).entries()) {
    const gap = start - (extents[index]?.[1] ?? 0);
    expect(gap).toBeGreaterThan(1.5);
    expect(gap).toBeLessThan(5.5);
  }
}
