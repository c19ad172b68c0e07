import type { Page } from "@playwright/test";
import sharp from "sharp";
import { keepFrame } from "../../support/kept-frame.ts";
import { momentOf, openPast, wallSlider } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const MINUTE = 60_000;
const STEP = 30_000;
/** Other tests keep off these minutes. */
const THEN = Math.floor((Date.now() - 360 * MINUTE) / STEP) * STEP;
const NAMES = Array.from({ length: 12 }, (_, n) => `bar ${String(n + 1).padStart(2, "0")}`);
const bar = (page: Page) => page.getByRole("region", { name: "Back in time" });
const press = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true });

test.beforeAll(async ({ app }) => {
  await new Publisher(app, "of now").frame("gold");
  // With marks of a fault the bar is as high as it gets, unless this app listed the faults a minute ago.
  await keepFrame(app, { stream: "ZG6NWV/damaged stage", feed: "one", time: THEN, faults: ["damaged"] });
  await Promise.all(
    NAMES.map((name) => keepFrame(app, { stream: `ZG6NWV/${name}`, feed: "one", time: THEN })),
  );
});

test("the bar stays on the screen, small, and hides no tile that gets the focus", async ({ page }) => {
  await openPast(page, "q=bar", THEN + STEP);
  const wall = new WallPage(page);
  await expect(wall.tiles).toHaveCount(NAMES.length);
  const isAboveBar = async (name: string) => {
    const [tile, over] = [await wall.tile(name).boundingBox(), await bar(page).boundingBox()];
    return (tile?.y ?? 0) + (tile?.height ?? Infinity) <= (over?.y ?? 0);
  };
  for (const viewport of [
    { width: 3840, height: 2160 },
    { width: 1280, height: 720 },
    { width: 360, height: 780 },
  ]) {
    await page.setViewportSize(viewport);
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
      await expect.poll(() => isAboveBar(name)).toBe(true);
      await page.keyboard.press("ArrowRight");
    }
  }

  // On a phone, what is needed less is behind More.
  for (const name of ["−30 s", "Play", "+30 s", "Live"]) await expect(press(page, name)).toBeVisible();
  await expect(bar(page).getByRole("combobox", { name: "Speed" })).toBeHidden();
  await press(page, "More").click();
  await expect(bar(page).getByRole("combobox", { name: "Speed" })).toBeVisible();
  await expect(bar(page).getByLabel("Go to")).toBeVisible();

  // Four rows: of one that is below the screen, the browser brings up the middle, and the next is at its end.
  await page.setViewportSize({ width: 1000, height: 720 });
  await wall.tile("bar 01").getByRole("link").focus();
  for (const name of NAMES.slice(1)) {
    await page.keyboard.press("Tab");
    await expect(wall.tile(name).getByRole("link")).toBeFocused();
    await expect.poll(() => isAboveBar(name)).toBe(true);
  }
});

test("at 400 % the bar goes with the page, to leave room for a tile", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await openPast(page, "q=bar", THEN + STEP);
  await expect(bar(page)).toBeInViewport();
  const first = new WallPage(page).tiles.first().getByRole("link");
  await first.focus();
  await expect(first).toBeInViewport({ ratio: 1 });
  await expect(bar(page)).not.toBeInViewport();
});

test("its buttons step, set the speed and the slider's length, and its edge says that it is not live", async ({
  page,
}) => {
  const start = THEN + STEP;
  await openPast(page, "q=bar", start);
  await press(page, "−30 s").click();
  await expect(wallSlider(page)).toHaveValue(String(start - STEP));
  await press(page, "+30 s").click();
  await press(page, "+30 s").click();
  await expect(wallSlider(page)).toHaveValue(String(start + STEP));

  await bar(page).getByRole("combobox", { name: "Speed" }).selectOption("240×");
  const played = nextMoments(page, 3);
  await press(page, "Play").click();
  const [first = 0, ...further] = await played;
  expect(further).toEqual([first + 4 * STEP, first + 8 * STEP]);
  await press(page, "Pause").click();

  const lengthOf = async () =>
    Number(await wallSlider(page).getAttribute("max")) - Number(await wallSlider(page).getAttribute("min"));
  const ends = bar(page).locator("time");
  const before = await ends.first().textContent();
  await bar(page).getByRole("combobox", { name: "Length of the slider" }).selectOption("7 days");
  expect(await lengthOf()).toBe(7 * 24 * 60 * MINUTE);
  await expect(ends.first()).not.toHaveText(before ?? "");

  await wallSlider(page).focus();
  // Now goes on by half a minute meanwhile, perhaps in this very moment.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(press(page, "+30 s")).toBeDisabled({ timeout: 1_000 });
  }).toPass();

  const edge = await colourAt(page, { x: 1, y: 300 });
  expect(edge).toEqual(await colourAt(page, { x: 1278, y: 20 }));
  await press(page, "Live").click();
  await expect(bar(page)).toHaveCount(0);
  expect(await colourAt(page, { x: 1, y: 300 })).not.toEqual(edge);
});

test.describe("while the server does not answer, or reads as much as it may", () => {
  test.use({ expectedErrors: /ERR_|Failed to load|429/ });

  test("the bar says so, and the past comes back", async ({ page }) => {
    const [failing, slow] = ["The server does not answer; trying again.", "Loading slowly"].map((text) =>
      bar(page).getByText(text),
    );
    if (failing === undefined || slow === undefined) throw new Error("no texts");
    await page.clock.install();
    await page.route("**/api/past?*", (route) => route.abort());
    await openPast(page, "q=bar", THEN + 2 * STEP);
    await expect(failing).toBeVisible();
    await page.unroute("**/api/past?*");
    await page.route("**/api/past?*", (route) =>
      route.fulfill({ status: 429, headers: { "Retry-After": "2" }, json: {} }),
    );
    await page.clock.runFor(5_000);
    await expect(slow).toBeVisible();
    await expect(failing).toHaveCount(0);
    await page.unroute("**/api/past?*");
    await page.clock.runFor(5_000);
    await expect.poll(() => new WallPage(page).colourOf("bar 01")).toBe("gold");
    await expect(slow).toHaveCount(0);
    expect(await momentOf(page)).toBe(THEN + 2 * STEP);
  });
});

/** The moment of the slider, and those that it comes to. */
function nextMoments(page: Page, count: number): Promise<number[]> {
  return wallSlider(page).evaluate(
    (slider, enough) =>
      new Promise<number[]>((resolve) => {
        const seen = new Set<number>();
        const look = () => {
          seen.add(Number((slider as HTMLInputElement).value));
          if (seen.size === enough) resolve([...seen]);
          else requestAnimationFrame(look);
        };
        look();
      }),
    count,
  );
}

/** What a viewer sees at one place of the screen, as RGB. */
async function colourAt(page: Page, place: { x: number; y: number }): Promise<number[]> {
  const png = await page.screenshot({ clip: { ...place, width: 1, height: 1 } });
  const { dominant } = await sharp(png).stats();
  return [dominant.r, dominant.g, dominant.b];
}
