import { keepFrame } from "../../support/kept-frame.ts";
import { historyBar, momentOf, openMore, openPast, wallSlider } from "../../support/past.ts";
import { type Colour, Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

const MINUTE = 60_000;
const STEP = 30_000;
/** Stored at once, so that nothing of these minutes is read too early. Other tests keep off them. */
const THEN = Math.floor((Date.now() - 180 * MINUTE) / STEP) * STEP;

test.beforeAll(async ({ app }) => {
  const [a, b] = ["ZG6NWV/then a", "ZG6NWV/then b"];
  await keepFrame(app, { stream: a, feed: "a1", time: THEN, colour: "crimson" });
  await keepFrame(app, { stream: b, feed: "b1", time: THEN, colour: "royalblue" });
  for (const minutes of [5.5, 6.5, 7.5, 8.5, 9.5])
    await keepFrame(app, { stream: a, feed: "a2", time: THEN + minutes * MINUTE, colour: "gold" });
});

const original = (wall: WallPage, name: string) => wall.tile(name).locator('img[src^="/api/picture?"]');

/** A picture that changes to a place without one and back is another element each time. */
async function shows(wall: WallPage, name: string, colour: Colour): Promise<void> {
  await expect(async () => expect(await wall.colourOf(name)).toBe(colour)).toPass({ timeout: 15_000 });
}

test("one timeline moves every tile to its past, and one key leads back to live", async ({ page, app }) => {
  const wall = new WallPage(page);
  const live = new Publisher(app, "then a");
  await live.frame("seagreen");
  await live.untilShown();
  await wall.open("/?q=then");
  await shows(wall, "then a", "seagreen");
  await page.keyboard.press("p");
  await expect(wallSlider(page)).toBeFocused();
  await expect(historyBar(page)).toBeVisible();
  // A minute ago, neither was on the air.
  await expect(page.getByText(/^Loading/)).toHaveCount(0);
  await expect(wall.tiles.filter({ hasText: "On air" })).toHaveCount(0);

  await openPast(page, "q=then", THEN + STEP);
  await shows(wall, "then a", "crimson");
  await shows(wall, "then b", "royalblue");
  // The tiles are larger than a preview.
  const toWidth = (image: HTMLImageElement) => image.naturalWidth;
  await expect.poll(() => original(wall, "then a").evaluate(toWidth)).toBe(1_920);
  for (let step = 0; step < 11; step += 1) await page.keyboard.press("ArrowRight");
  const then = THEN + 6 * MINUTE;
  await expect.poll(() => momentOf(page)).toBe(then);
  await shows(wall, "then a", "gold");
  // An alarm, since it has been off air for six minutes.
  await expect(wall.tile("then b")).toContainText(/Off air since/);
  await expect(page.getByRole("list", { name: "Need attention" })).toContainText("then b");
  await expect(wallSlider(page)).toHaveAttribute("aria-valuetext", /^\w{3} \d+ \w{3} \d\d:\d\d:[03]0 /);
  await expect(page).toHaveURL(`/?q=then&at=${encodeURIComponent(new Date(then).toISOString())}`);

  await live.frame("seagreen");
  await page.keyboard.press("l");
  await shows(wall, "then a", "seagreen");
  await expect(page).toHaveURL("/?q=then");
  for (const leave of [
    () => page.keyboard.press("Escape"),
    () => historyBar(page).getByRole("button", { name: "Live", exact: true }).click(),
  ]) {
    await page.keyboard.press("p");
    await expect(wallSlider(page)).toBeFocused();
    await leave();
    await expect(historyBar(page)).toHaveCount(0);
  }
});

test("the past plays on by itself until now, and a viewer jumps to a local time", async ({ page, app }) => {
  const wall = new WallPage(page);
  await new Publisher(app, "then c").frame("gold");
  await openPast(page, "q=then&size=600", THEN + 4.5 * MINUTE);
  const play = page.getByRole("button", { name: "Play" });
  await play.click();
  await shows(wall, "then a", "gold");
  await expect(original(wall, "then a")).toHaveCount(0);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(original(wall, "then a")).toHaveCount(1);
  await expect(play).toBeVisible();
  const paused = await momentOf(page);
  expect(paused).toBeGreaterThan(THEN + 5 * MINUTE);
  await wallSlider(page).press("End");
  // Far enough that it does not arrive before a slow machine has looked.
  for (let steps = 0; steps < 6; steps++) await page.keyboard.press("ArrowLeft");
  await play.click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(play).toBeVisible({ timeout: 60_000 });
  expect(await momentOf(page)).toBeGreaterThan(Date.now() - MINUTE);

  const local = await page.evaluate(() => {
    const at = new Date(Date.now() - 40 * 86_400_000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  });
  await openMore(page);
  // It begins with the moment that is shown.
  const goTo = page.getByLabel(/^Go to/);
  expect(await goTo.evaluate((field) => Date.parse((field as HTMLInputElement).value))).toBe(
    await momentOf(page),
  );
  await goTo.fill(local);
  await page.getByRole("button", { name: "Go", exact: true }).click();
  const chosen = await page.evaluate((text) => Date.parse(text), local);
  await expect.poll(() => momentOf(page)).toBe(Math.ceil(chosen / STEP) * STEP);
  await expect(page.getByRole("heading", { name: "No stream was on air at this time" })).toBeVisible();
  await expect(page.getByText("The history of the wall goes back 7 days.")).toBeVisible();
});

test("axe finds nothing on a past wall, and nothing is cut off at 320 px", async ({ page, app }) => {
  await new Publisher(app, "then d").frame("gold");
  await page.setViewportSize({ width: 320, height: 640 });
  await openPast(page, "q=then", THEN + STEP);
  await shows(new WallPage(page), "then a", "crimson");
  await expect(new WallPage(page).tile("then d")).toContainText("Off air");
  await expect(historyBar(page).getByText("3 h ago")).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("a wrong time shows the latest pictures, says so, and leaves the address", async ({ page }) => {
  await page.goto("/?q=then&at=yesterday");
  await expect(
    page.getByText("The time in this link is not valid. Showing the latest pictures."),
  ).toBeVisible();
  await expect(page).toHaveURL("/?q=then");
  await expect(new WallPage(page).tile("then a")).toBeVisible();
});
