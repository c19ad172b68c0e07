import type { Page, Route } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violations } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

const MINUTE = 60_000;
const [A, B] = ["ZG6NWV/lapse a", "ZG6NWV/lapse b"];

test.beforeAll(async ({ app }) => {
  const feeds = ["lapse a", "lapse b"].map((name) => new Publisher(app, name));
  for (const feed of feeds)
    for (const minutes of [4, 3, 2, 1, 0])
      await feed.frame(minutes % 2 === 0 ? "gold" : "crimson", minutes * MINUTE);
  for (const one of feeds) await one.untilShown();
});

/** Opens a wall, and notes what it asks of the past. */
async function openWall(page: Page, query: string) {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/history") asked.push(searchParams.getAll("stream").join());
  });
  const wall = new WallPage(page);
  await wall.open(`/?q=${query}`);
  return { asked, tile: wall.tile("lapse a"), lapse: page.locator("[data-lapse]") };
}

test("a tile that is looked at shows its last minutes, by mouse, focus and long press", async ({ page }) => {
  const { asked, tile, lapse } = await openWall(page, "lapse");
  const before = await tile.boundingBox();
  expect(asked).toEqual([]);
  await tile.hover();
  await expect(lapse).toBeVisible();
  const first = await lapse.getAttribute("data-lapse");
  await expect(lapse).not.toHaveAttribute("data-lapse", first ?? "");
  expect(await tile.boundingBox()).toEqual(before);
  await expect(tile.getByText("Live")).toBeVisible();
  await expect(tile.locator("[data-lapse]")).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  // The pointer chooses the moment: the left edge is the oldest.
  const { x = 0, y = 0, width = 0 } = before ?? {};
  await page.mouse.move(x + 2, y + 20);
  await expect(lapse).toContainText(/−[34] min/);
  await page.mouse.move(x + width - 2, y + 20);
  await expect(lapse).toContainText("Now");
  // The number of a tile that is chosen to be compared covers no time.
  await tile.getByRole("link").click({ modifiers: ["Shift"] });
  const number = await tile.getByText("Chosen to compare: 1").boundingBox();
  const time = await lapse.locator("p").first().boundingBox();
  expect(number?.y ?? 0).toBeGreaterThan(0);
  expect((number?.y ?? 0) + (number?.height ?? 0)).toBeLessThan(time?.y ?? 0);
  await tile.getByRole("link").click({ modifiers: ["Shift"] });
  await page.mouse.move(0, 0);
  await expect(lapse).toHaveCount(0);
  // Nothing of the others is loaded.
  expect(asked).toEqual([A]);

  await page.getByRole("searchbox").focus();
  const link = tile.getByRole("link");
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(link).toBeFocused({ timeout: 50 });
  }).toPass();
  await expect(tile.locator("[data-lapse]")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(tile.locator("[data-lapse]")).toHaveCount(0);
  await expect(lapse).toBeVisible();
  expect(new Set(asked)).toEqual(new Set([A, B]));
  await page.getByRole("searchbox").focus();
  await expect(lapse).toHaveCount(0);

  await link.dispatchEvent("pointerdown", { pointerType: "touch", bubbles: true });
  await expect(lapse).toBeVisible();
  await link.dispatchEvent("pointerout", { pointerType: "touch", bubbles: true });
  await expect(lapse).toHaveCount(0);
  await link.dispatchEvent("click");
  await expect(page).toHaveURL("/?q=lapse");
});

test("a time-lapse respects less motion and less data, and ends after a few rounds", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true });
  });
  await page.clock.install();
  const { asked, tile, lapse } = await openWall(page, "lapse");
  const look = async () => {
    await page.mouse.move(0, 0);
    await tile.hover();
    await page.clock.runFor(3_000);
  };
  await look();
  await page.evaluate(() => {
    Object.assign((navigator as unknown as { connection: object }).connection, { saveData: false });
  });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await look();
  await expect(lapse).toHaveCount(0);
  expect(asked).toEqual([]);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await look();
  await expect(lapse).toBeVisible();
  await page.clock.runFor(MINUTE);
  await expect(lapse).toHaveCount(0);
  await look();
  await expect(lapse).toBeVisible();
  expect(new Set(asked)).toEqual(new Set([A]));
});

test("a feed that takes over begins a time-lapse of its own", async ({ page, app }) => {
  const feed = new Publisher(app, "taken over");
  for (const minutes of [6, 5, 4, 3]) await feed.frame("gold", minutes * MINUTE);
  await feed.untilShown();
  const { asked, lapse } = await openWall(page, "taken&sort=name");
  const held: Route[] = [];
  await page.route("**/api/feeds*", (route) => void held.push(route));
  feed.reconnect();
  await feed.frame("royalblue", 40_000);
  const newest = Date.now() - 100_000;
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await new WallPage(page).tile("taken over").hover();
  await expect(lapse).toBeVisible();
  await Promise.all(held.map((route) => route.continue()));
  await page.unroute("**/api/feeds*");
  await expect.poll(() => asked.length).toBe(2);
  // Each picture has one place in it.
  const places = await lapse.evaluate(async (_, after) => {
    const widths = new Set<string | undefined>();
    for (let look = 0; look < 40; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const shown = document.querySelector<HTMLElement>("[data-lapse]");
      if (Number(shown?.dataset.lapse) > after) widths.add(shown?.querySelector("span")?.style.width);
    }
    return [...widths];
  }, newest);
  expect(places).toEqual(["100%"]);
});
