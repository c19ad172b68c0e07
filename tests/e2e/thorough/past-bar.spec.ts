import type { Page } from "@playwright/test";
import { keepFrame } from "../../support/kept-frame.ts";
import { historyBar, momentOf, openMore, openPast, wallSlider } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

// An app of its own: others of these tests may have counted the same minutes before the frames were there.
test.use({ appSettings: [{ LOG_DAYS: "7" }, { scope: "worker" }] });

const MINUTE = 60_000;
const STEP = 30_000;
/** Other tests keep off these minutes. */
const THEN = Math.floor((Date.now() - 360 * MINUTE) / STEP) * STEP;
const NAMES = Array.from({ length: 12 }, (_, n) => `bar ${String(n + 1).padStart(2, "0")}`);
const press = (page: Page, name: string) => historyBar(page).getByRole("button", { name, exact: true });
const track = (page: Page) => page.locator("[data-timeline]");
const range = (page: Page) => historyBar(page).getByRole("group", { name: "Range" });

test.beforeAll(async ({ app }) => {
  await new Publisher(app, "of now").frame("gold");
  await Promise.all(
    NAMES.map((name, n) =>
      keepFrame(app, {
        stream: `ZG6NWV/${name}`,
        feed: "one",
        time: THEN,
        faults: n === 0 ? ["black"] : [],
      }),
    ),
  );
});

test("the bar lies at the window's bottom edge, low, and hides no tile that gets the focus", async ({
  page,
}) => {
  await openPast(page, "q=bar", THEN + STEP);
  const wall = new WallPage(page);
  await expect(wall.tiles).toHaveCount(NAMES.length);
  const isAboveBar = async (name: string) => {
    const [tile, over] = [await wall.tile(name).boundingBox(), await historyBar(page).boundingBox()];
    return (tile?.y ?? 0) + (tile?.height ?? Infinity) <= (over?.y ?? 0) + 1;
  };
  for (const { part, ...viewport } of [
    { width: 3840, height: 2160, part: 0.14 },
    { width: 1280, height: 800, part: 0.18 },
    { width: 360, height: 780, part: 0.25 },
    // A laptop at 200 %, and a phone in landscape: one row.
    { width: 640, height: 400, part: 0.17 },
    { width: 844, height: 390, part: 0.17 },
  ]) {
    await page.setViewportSize(viewport);
    for (const place of [0, 100_000]) {
      await page.evaluate((y) => scrollTo(0, y), place);
      // It measures a window that has changed, and then leaves out what has no room.
      await expect(async () => {
        const box = await historyBar(page).boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(viewport.height);
        expect(box?.height).toBeLessThanOrEqual(part * viewport.height);
      }).toPass();
    }
    for (const name of ["−30 s", "Play", "+30 s", "Live"]) await expect(press(page, name)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  }
  await page.setViewportSize({ width: 1000, height: 720 });
  await wall.tile("bar 01").getByRole("link").focus();
  for (const name of NAMES.slice(1)) {
    await page.keyboard.press("ArrowRight");
    await expect(wall.tile(name).getByRole("link")).toBeFocused();
    await expect.poll(() => isAboveBar(name)).toBe(true);
  }

  // Few tiles do not lift it.
  await page.getByRole("searchbox").fill("bar 01");
  await expect(wall.tiles).toHaveCount(1);
  const low = await historyBar(page).boundingBox();
  expect((low?.y ?? 0) + (low?.height ?? 0)).toBe(720);
});

test("a pointer moves the moment and sees what was on; a wheel, dragged ticks and buttons move the range", async ({
  page,
}) => {
  await openPast(page, "q=bar", THEN + 5 * MINUTE);
  // To half an hour, which is told for each half minute.
  for (let zoom = 0; zoom < 5; zoom += 1) await wallSlider(page).press("+");
  await expect(range(page)).toContainText("30 min");
  const bubble = page.locator("[data-bubble]");
  const box = (await track(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [min, max] = await rangeOf(page);
  const toX = (at: number) => box.x + (box.width * (at - min)) / (max - min);
  const y = box.y + box.height / 2;
  await expect(async () => {
    await page.mouse.move(toX(THEN + 1.5 * STEP), y);
    await expect(bubble).toContainText("11 live", { timeout: 500 });
  }).toPass();
  await expect(bubble).toContainText("1 needs attention");

  // What is chosen is shown, and stays (F21).
  await page.mouse.down();
  await page.mouse.move(toX(THEN + 2.5 * MINUTE), y, { steps: 5 });
  const chosen = await momentOf(page);
  expect(Math.abs(chosen - THEN - 2.5 * MINUTE)).toBeLessThanOrEqual(((max - min) / box.width) * 2 + STEP);
  await page.mouse.up();
  await expect(page).toHaveURL(new RegExp(encodeURIComponent(new Date(chosen).toISOString())));
  expect(await momentOf(page)).toBe(chosen);

  const before = await range(page).textContent();
  await page.mouse.wheel(0, -300);
  await expect(range(page)).not.toHaveText(before ?? "");
  expect(await page.evaluate(() => scrollY)).toBe(0);
  const [from] = await rangeOf(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 150, box.y + box.height + 8, { steps: 3 });
  await page.mouse.up();
  expect((await rangeOf(page))[0]).toBeLessThan(from);
  expect(await momentOf(page)).toBe(chosen);
  await range(page).getByRole("button", { name: "Longer range" }).click();
  await expect(range(page)).toContainText("30 min");
});

test("a jump is undone by Back, a step is not, and the speed is that of the moments", async ({ page }) => {
  const start = THEN + STEP;
  await openPast(page, "q=bar", start);
  await press(page, "+30 s").click();
  await expect.poll(() => momentOf(page)).toBe(start + STEP);
  await openMore(page);
  await press(page, "+10 min").click();
  await expect.poll(() => momentOf(page)).toBe(start + STEP + 10 * MINUTE);
  await press(page, "−1 day").click();
  await page.goBack();
  await expect.poll(() => momentOf(page)).toBe(start + STEP + 10 * MINUTE);

  await historyBar(page).getByText("300×").click();
  await page.keyboard.press("Escape");
  const played = nextMoments(page, 3);
  await press(page, "Play").click();
  const [first = 0, ...further] = await played;
  expect(further).toEqual([first + 5 * STEP, first + 10 * STEP]);
  await press(page, "Pause").click();

  await wallSlider(page).focus();
  // Now goes on by half a minute meanwhile, perhaps in this very moment.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(press(page, "+30 s")).toBeDisabled({ timeout: 1_000 });
  }).toPass();
});

test.describe("while the server does not answer, or reads as much as it may", () => {
  test.use({ expectedErrors: /ERR_|Failed to load|429/ });

  test("the bar says so, and the past comes back", async ({ page }) => {
    const [failing, slow] = ["No connection. Reconnecting…", "Loading slowly"].map((text) =>
      historyBar(page).getByText(text),
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

/** The ends of the timeline, ms since 1970. */
function rangeOf(page: Page): Promise<[number, number]> {
  return wallSlider(page).evaluate((element) => {
    const { min, max } = element as HTMLInputElement;
    return [Number(min), Number(max)];
  });
}

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
