import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { bringManyPastTiles, bringManyTiles } from "../../support/many-tiles.ts";
import { untilInPast } from "../../support/past.ts";
import { type Colour, Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const MINUTE = 60_000;
const slider = (page: Page) => page.getByRole("slider", { name: "Moment that the wall shows" });
const momentOf = async (page: Page) => Number(await slider(page).inputValue());
const addressOf = (query: string, ageMs: number) =>
  `/?${query}&at=${new Date(Date.now() - ageMs).toISOString()}`;

/** A picture that changes to a place without one and back is another element each time. */
async function shows(wall: WallPage, name: string, colour: Colour): Promise<void> {
  await expect(async () => expect(await wall.colourOf(name)).toBe(colour)).toPass({ timeout: 15_000 });
}

/** The streams that the page has asked the past of. */
function pastStreams(page: Page): Set<string> {
  const asked = new Set<string>();
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/past") for (const stream of searchParams.getAll("stream")) asked.add(stream);
  });
  return asked;
}

test("one slider moves every tile to what it showed then, and one key leads back to live", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const [a, b] = [new Publisher(app, "then a"), new Publisher(app, "then b")];
  const then = Date.now();
  const ago = (minutes: number) => Date.now() - then + minutes * MINUTE;
  await a.frame("crimson", ago(9));
  await b.frame("royalblue", ago(9));
  a.reconnect();
  await a.frame("gold", ago(4.5));
  await a.frame("seagreen");
  await untilInPast(app, b, then - 8.5 * MINUTE);
  await wall.open("/?q=then");
  await shows(wall, "then a", "seagreen");

  await page.getByRole("button", { name: "Back in time" }).click();
  await expect(slider(page)).toBeFocused();
  await expect(page.getByText("Not live")).toBeVisible();
  // Neither was on the air then.
  await expect(wall.tile("then a")).toHaveCount(0);
  // Both are 30 to 60 seconds old there: of what is older than 75, the picture is grey.
  const on = Math.ceil((then - 9 * MINUTE) / 30_000) * 30_000 + 30_000;
  for (let at = await momentOf(page); at < on; at += 30_000) await page.keyboard.press("ArrowRight");
  await expect.poll(() => momentOf(page)).toBe(on);
  await shows(wall, "then a", "crimson");
  await shows(wall, "then b", "royalblue");
  const year = new Date().getUTCFullYear();
  await expect(slider(page)).toHaveAttribute("aria-valuetext", new RegExp(`${year}.*\\d:\\d\\d:[03]0`));
  await expect(page).toHaveURL(`/?q=then&at=${encodeURIComponent(new Date(on).toISOString())}`);

  await page.goto(addressOf("q=then", ago(3.9)));
  await shows(wall, "then a", "gold");
  await expect(wall.tile("then b")).toHaveCount(0);
  await expect(page.getByText(/\d live/)).toHaveCount(0);
  await page.keyboard.press("l");
  await shows(wall, "then a", "seagreen");
  await expect(page).toHaveURL("/?q=then");
  await expect(page.getByRole("button", { name: "Back in time" })).toBeFocused();
  for (const leave of [
    () => page.keyboard.press("Escape"),
    () => page.getByRole("button", { name: "Live", exact: true }).click(),
  ]) {
    await page.keyboard.press("p");
    await expect(slider(page)).toBeFocused();
    await leave();
    await expect(page.getByText("Not live")).toHaveCount(0);
  }
});

test("the past plays on by itself, as fast as is chosen", async ({ page, app }) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "played");
  const then = Date.now();
  const ago = (minutes: number) => Date.now() - then + minutes * MINUTE;
  await feed.frame("crimson", ago(8));
  for (const minutes of [5, 4, 3, 2, 1]) await feed.frame("gold", ago(minutes));
  await untilInPast(app, feed, then - 7.5 * MINUTE);
  await page.goto(addressOf("q=played", ago(7.5)));
  await shows(wall, "played", "crimson");
  const start = await momentOf(page);
  await page.getByLabel("Speed").selectOption("30×");
  await page.getByRole("button", { name: "Play" }).click();
  await shows(wall, "played", "gold");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const paused = await momentOf(page);
  expect(paused).toBeGreaterThan(start);
  await page.getByLabel("Speed").selectOption("1200×");
  await page.getByRole("button", { name: "Play" }).click();
  // It stops by itself when it comes to now.
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  expect(await momentOf(page)).toBeGreaterThan(Date.now() - MINUTE);
});

test("a viewer jumps to a date and time of their own zone, however far", async ({ page, app }) => {
  await new Publisher(app, "jumping").frame("gold");
  await page.goto(addressOf("q=jumping", 10 * MINUTE));
  const local = await page.evaluate(() => {
    const at = new Date(Date.now() - 40 * 86_400_000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  });
  // Until its code is there, the form is the browser's own.
  await expect(slider(page)).toBeFocused();
  await page.getByLabel("Go to").fill(local);
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await expect
    .poll(async () => new Date(await momentOf(page)).toISOString().slice(0, 10))
    .not.toBe(new Date().toISOString().slice(0, 10));
  expect(await page.evaluate((text) => Date.parse(text), local)).toBe(await momentOf(page));
  await expect(page.getByRole("heading", { name: "No stream was on the air then" })).toBeVisible();
  await expect(page.getByText("The past of the wall is kept for 7 days.")).toBeVisible();
});

test("the past is asked of the tiles in view alone", async ({ page, app }) => {
  test.slow();
  await new Publisher(app, "the one of many then").frame("gold");
  await bringManyTiles(page, 2_000);
  await bringManyPastTiles(page, 2_000);
  const asked = pastStreams(page);
  await page.goto(addressOf("size=small", 5 * MINUTE));
  // By their ids: asking thousands of tiles for their accessible names takes seconds.
  await expect(page.locator("[data-tile]")).toHaveCount(2_000, { timeout: 40_000 });
  const tile = (name: string) => page.locator(`[data-tile="${name}"]`);
  await expect.poll(() => [...asked], { timeout: 40_000 }).toContain("ZG6NWV/feed 00000");
  expect(asked.size).toBeLessThan(150);
  await tile("feed 01999").scrollIntoViewIfNeeded();
  await expect.poll(() => [...asked], { timeout: 40_000 }).toContain("ZG6NWV/feed 01999");
  expect(asked).not.toContain("ZG6NWV/feed 01000");
});

test("a request for the past that is none is told why, and a good one may be cached", async ({
  page,
  app,
}) => {
  await new Publisher(app, "asked by hand").frame("gold", 5 * MINUTE);
  const bad = await page.request.get("/api/past?stream=ZG6NWV/asked by hand&at=noon");
  expect([bad.status(), bad.headers()["content-type"]]).toEqual([400, "application/problem+json"]);
  const ask = (stream: string) =>
    page.request.get(`/api/past?stream=${stream}&at=${Date.now() - 4 * MINUTE}`);
  await expect.poll(async () => (await ask("ZG6NWV/asked by hand")).text()).toContain("previews");
  const good = await ask("ZG6NWV/asked by hand");
  expect(good.headers()["cache-control"]).toMatch(/^public, max-age=30, /);
  expect(await (await ask("ZG6NWV/not there")).json()).toMatchObject({ frames: { "ZG6NWV/not there": [] } });
});

test.describe("while the server is away", () => {
  test.use({ expectedErrors: /ERR_|Failed to load/ });

  test("the past says so, and comes back", async ({ page, app }) => {
    const wall = new WallPage(page);
    const feed = new Publisher(app, "away then");
    const then = Date.now() - 4.5 * MINUTE;
    await feed.frame("gold", 5 * MINUTE);
    await untilInPast(app, feed, then);
    await page.route("**/api/past?*", (route) => route.abort());
    await page.goto(addressOf("q=away", Date.now() - then));
    await expect(page.getByText("The server does not answer; trying again.")).toBeVisible();
    await page.unroute("**/api/past?*");
    await shows(wall, "away then", "gold");
    await expect(page.getByText("The server does not answer; trying again.")).toHaveCount(0);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds nothing on a past wall, and nothing is cut off at 320 px", async ({ page, app }) => {
      const feed = new Publisher(app, `seen ${colorScheme}`);
      const then = Date.now() - 7.5 * MINUTE;
      await feed.frame("gold", 8 * MINUTE);
      await new Publisher(app, `unseen ${colorScheme}`).frame("gold");
      await untilInPast(app, feed, then);
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(addressOf(`q=seen+${colorScheme}`, Date.now() - then));
      const wall = new WallPage(page);
      await shows(wall, `seen ${colorScheme}`, "gold");
      await expect(wall.tile(`unseen ${colorScheme}`)).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
        [],
      );
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    });
  });
}
