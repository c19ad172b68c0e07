import { AxeBuilder } from "@axe-core/playwright";
import type { Page, Route } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

/** Two tiles of several frames each, on a wall of their own, and what of the past the page has asked for. */
async function openWall(page: Page, app: App, name: string) {
  for (const one of [`${name} a`, `${name} b`]) {
    const feed = new Publisher(app, one);
    for (const minutes of [4, 3, 2, 1, 0])
      await feed.frame(minutes % 2 === 0 ? "gold" : "crimson", minutes * 60_000);
  }
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/history") asked.push(searchParams.getAll("stream").join());
  });
  const wall = new WallPage(page);
  await wall.open(`/?q=${name}`);
  const tile = wall.tile(`${name} a`);
  await expect(tile).toContainText("Live");
  await page.waitForLoadState("networkidle");
  return { asked, tile, lapse: page.locator("[data-lapse]") };
}

test("whoever looks at a tile sees its last minutes, and nothing of the others is loaded", async ({
  page,
  app,
}) => {
  const { asked, tile, lapse } = await openWall(page, app, "lapse");
  const before = await tile.boundingBox();
  expect(asked).toEqual([]);
  await tile.hover();
  await expect(lapse).toBeVisible();
  const first = await lapse.getAttribute("data-lapse");
  await expect(lapse).not.toHaveAttribute("data-lapse", first ?? "");
  expect(await tile.boundingBox()).toEqual(before);
  await expect(tile.getByText("Live")).toBeVisible();
  await expect(tile.locator("[data-lapse]")).toHaveCount(1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.mouse.move(0, 0);
  await expect(lapse).toHaveCount(0);
  expect(asked).toEqual(["ZG6NWV/lapse a"]);
});

test("the keyboard's focus looks too, and stops when it goes on", async ({ page, app }) => {
  const { asked, tile, lapse } = await openWall(page, app, "focused");
  await page.getByRole("searchbox").focus();
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(tile.getByRole("link")).toBeFocused({ timeout: 50 });
  }).toPass();
  await expect(tile.locator("[data-lapse]")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(tile.locator("[data-lapse]")).toHaveCount(0);
  await expect(lapse).toBeVisible();
  expect(asked).toEqual(["ZG6NWV/focused a", "ZG6NWV/focused b"]);
});

test("a long press looks, and does not open the link", async ({ page, app }) => {
  const { tile, lapse } = await openWall(page, app, "pressed");
  const link = tile.getByRole("link");
  await link.dispatchEvent("pointerdown", { pointerType: "touch", bubbles: true });
  await expect(lapse).toBeVisible();
  await link.dispatchEvent("pointerout", { pointerType: "touch", bubbles: true });
  await expect(lapse).toHaveCount(0);
  await link.dispatchEvent("click");
  await expect(page).toHaveURL("/?q=pressed");
});

test("who wants less motion, or less data, is not shown any, nor made to load it", async ({ page, app }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true });
  });
  await page.clock.install();
  const { asked, tile, lapse } = await openWall(page, app, "sparing");
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
  await expect.poll(() => asked).toEqual(["ZG6NWV/sparing a"]);
});

test("a time-lapse is played a few times over, and then the tile is live again", async ({ page, app }) => {
  await page.clock.install();
  const { asked, tile, lapse } = await openWall(page, app, "enough");
  await tile.hover();
  await page.clock.runFor(1_000);
  await expect(lapse).toBeVisible();
  await page.clock.runFor(60_000);
  await expect(lapse).toHaveCount(0);
  await page.mouse.move(0, 0);
  await tile.hover();
  await page.clock.runFor(1_000);
  await expect(lapse).toBeVisible();
  expect(asked).toEqual(["ZG6NWV/enough a", "ZG6NWV/enough a"]);
});

test("a feed that takes over begins a time-lapse of its own", async ({ page, app }) => {
  const feed = new Publisher(app, "taken over c");
  for (const minutes of [6, 5, 4, 3]) await feed.frame("gold", minutes * 60_000);
  const { asked, lapse } = await openWall(page, app, "taken over");
  const held: Route[] = [];
  await page.route("**/api/feeds*", (route) => void held.push(route));
  feed.reconnect();
  await feed.frame("royalblue", 40_000);
  const newest = Date.now() - 100_000;
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await new WallPage(page).tile("taken over c").hover();
  await expect(lapse).toBeVisible();
  await Promise.all(held.map((route) => route.continue()));
  await page.unroute("**/api/feeds*");
  await expect.poll(() => asked.length, { timeout: 30_000 }).toBe(2);
  // Each picture has one place in it.
  const places = await lapse.evaluate(async (_, after) => {
    const widths = new Set<string | undefined>();
    for (let look = 0; look < 80; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const shown = document.querySelector<HTMLElement>("[data-lapse]");
      if (Number(shown?.dataset.lapse) > after) widths.add(shown?.querySelector("span")?.style.width);
    }
    return [...widths];
  }, newest);
  expect(places).toEqual(["100%"]);
});
