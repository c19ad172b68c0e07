import type { Page } from "@playwright/test";
import sharp from "sharp";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const MINUTE = 60_000;
const NAMES = Array.from({ length: 12 }, (_, n) => `bar ${String(n + 1).padStart(2, "0")}`);
const bar = (page: Page) => page.getByRole("region", { name: "Back in time" });
const slider = (page: Page) => page.getByRole("slider", { name: "Moment that the wall shows" });
const press = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true });

test.beforeAll(async ({ app }) => {
  await Promise.all(NAMES.map((name) => new Publisher(app, name).frame("gold", 5 * MINUTE)));
});

for (const viewport of [
  { width: 360, height: 780 },
  { width: 1280, height: 720 },
  { width: 3840, height: 2160 },
]) {
  test.describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test("the bar stays on the screen, leaves most of it to the wall and hides no tile that is gone to", async ({
      page,
    }) => {
      await openPast(page, 4);
      const wall = new WallPage(page);
      await expect(wall.tiles).toHaveCount(NAMES.length);
      for (const place of [0, 100_000]) {
        await page.evaluate((y) => scrollTo(0, y), place);
        await expect(bar(page)).toBeInViewport({ ratio: 1 });
      }
      const box = await bar(page).boundingBox();
      expect(box?.height).toBeLessThan(0.3 * viewport.height);
      await page.evaluate(() => scrollTo(0, 0));
      await wall.tiles.first().getByRole("link").focus();
      for (const name of NAMES) {
        await expect(wall.tile(name).getByRole("link")).toBeFocused();
        await expect
          .poll(async () => {
            const [tile, over] = [await wall.tile(name).boundingBox(), await bar(page).boundingBox()];
            return (tile?.y ?? 0) + (tile?.height ?? Infinity) - (over?.y ?? 0);
          })
          .toBeLessThanOrEqual(0);
        await page.keyboard.press("ArrowRight");
      }
    });
  });
}

test("a tile that is tabbed to is not behind the bar", async ({ page }) => {
  // Four rows: of one that is below the screen, the browser brings up the middle, and the next is at its end.
  await page.setViewportSize({ width: 1000, height: 720 });
  await openPast(page, 4);
  const linkTo = (name: string) => page.getByRole("link", { name, exact: true });
  await expect(page.getByRole("article")).toHaveCount(NAMES.length);
  await linkTo("bar 01").focus();
  for (const name of NAMES.slice(1)) {
    await page.keyboard.press("Tab");
    await expect(linkTo(name)).toBeFocused();
    const { y, height } = (await linkTo(name).boundingBox()) ?? { y: 0, height: 0 };
    expect(y + height).toBeLessThanOrEqual((await bar(page).boundingBox())?.y ?? 0);
  }
});

test("whoever sees a part of the screen sees that it is not live, until it is", async ({ page }) => {
  await openPast(page, 4);
  await expect(bar(page).getByText("Not live")).toBeVisible();
  const edge = await colourAt(page, { x: 1, y: 300 });
  expect(edge).toEqual(await colourAt(page, { x: 1278, y: 20 }));
  await press(page, "Live").click();
  await expect(bar(page)).toHaveCount(0);
  expect(await colourAt(page, { x: 1, y: 300 })).not.toEqual(edge);
});

test("its buttons step by half a minute, and not beyond now", async ({ page }) => {
  await openPast(page, 4);
  const start = Number(await slider(page).inputValue());
  await press(page, "−30 s").click();
  await expect(slider(page)).toHaveValue(String(start - 30_000));
  await press(page, "+30 s").click();
  await press(page, "+30 s").click();
  await expect(slider(page)).toHaveValue(String(start + 30_000));
  await slider(page).focus();
  // Now goes on by half a minute meanwhile, perhaps in this very moment.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(press(page, "+30 s")).toBeDisabled({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
});

test("the slider becomes as long as is chosen, and its ends say when they are", async ({ page }) => {
  await openPast(page, 4);
  const lengthOf = async () =>
    Number(await slider(page).getAttribute("max")) - Number(await slider(page).getAttribute("min"));
  expect(await lengthOf()).toBe(60 * MINUTE);
  const ends = bar(page).locator("time");
  const before = await ends.first().textContent();
  await bar(page).getByLabel("Length of the slider").selectOption("7 days");
  expect(await lengthOf()).toBe(7 * 24 * 60 * MINUTE);
  await expect(ends.first()).not.toHaveText(before ?? "");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 780 } });

  test("what is needed less is behind More", async ({ page }) => {
    await openPast(page, 4);
    for (const name of ["−30 s", "Play", "+30 s", "Live"]) await expect(press(page, name)).toBeVisible();
    await expect(bar(page).getByLabel("Speed")).toBeHidden();
    await press(page, "More").click();
    await expect(bar(page).getByLabel("Speed")).toBeVisible();
    await expect(bar(page).getByLabel("Go to")).toBeVisible();
  });
});

test("at 400 % the bar goes with the page: beside it there would be no room for a tile", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await openPast(page, 4);
  await expect(bar(page)).toBeInViewport();
  const wall = new WallPage(page);
  const first = wall.tiles.first();
  await first.getByRole("link").focus();
  await expect(first.getByRole("link")).toBeInViewport({ ratio: 1 });
  await expect(bar(page)).not.toBeInViewport();
});

async function openPast(page: Page, minutes: number): Promise<void> {
  const then = new Date(Date.now() - minutes * MINUTE).toISOString();
  await page.goto(`/?q=bar&at=${then}`);
  await expect(slider(page)).toBeFocused();
}

/** What a viewer sees at one place of the screen, as RGB. */
async function colourAt(page: Page, place: { x: number; y: number }): Promise<number[]> {
  const png = await page.screenshot({ clip: { ...place, width: 1, height: 1 } });
  const { dominant } = await sharp(png).stats();
  return [dominant.r, dominant.g, dominant.b];
}
