import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";

test("the kiosk fills any screen without a scrollbar and says what needs attention", async ({
  page,
  app,
}) => {
  await new Publisher(app, "kiosk fine").frame("gold");
  await new Publisher(app, "kiosk stalled").frame("crimson", 100_000);
  const camera = new Publisher(app, "kiosk over");
  await camera.frame("seagreen");
  await camera.started();
  await camera.ended();
  await page.goto("/?q=kiosk");
  await page.getByRole("link", { name: "Kiosk", exact: true }).click();
  await expect(page).toHaveURL("/wall?q=kiosk");
  const tiles = page.getByRole("main").locator("[data-tile]");
  await expect(tiles).toHaveCount(3);
  for (const [width, height] of [
    [360, 780],
    [1280, 720],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    const whole = () =>
      page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return [innerWidth, scrollWidth <= innerWidth, scrollHeight];
      });
    await expect.poll(whole).toEqual([width, true, height]);
    for (const tile of await tiles.all()) await expect(tile).toBeInViewport({ ratio: 0.99 });
  }
  await expect(page.getByRole("article", { name: "kiosk stalled" })).toContainText("stalled");
  await expect(page.getByRole("article", { name: "kiosk over" })).toContainText("ended");
  // Of what is searched for: other tests have feeds of their own, of which some are silent.
  const alarms = page.getByRole("contentinfo").getByRole("listitem");
  await expect(alarms).toHaveText(["kiosk stalled stalled", "kiosk over ended"]);
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test("before the rest of a large wall is there, the bar tells of all of it", async ({ browser, app }) => {
  test.slow();
  const feeds = Array.from({ length: 130 }, (_, n) => new Publisher(app, `counted ${n}`));
  for (let n = 0; n < feeds.length; n += 26)
    await Promise.all(feeds.slice(n, n + 26).map((feed) => feed.frame("gold", 100_000)));
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: app.url });
  const page = await context.newPage();
  await expect(async () => {
    await page.goto("/wall?q=counted");
    await expect(page.getByText("130 to look at")).toBeVisible({ timeout: 100 });
  }).toPass();
  await expect(page.getByText("130 stalled")).toBeVisible();
  // Of a search that finds nothing of a large wall, the page brings no tile.
  await page.goto("/wall?q=counted+by+nobody");
  await expect(page.getByRole("heading", { name: "No stream of the wall matches this" })).toBeVisible();
  await context.close();
});

test("a kiosk of nothing says so, and leads to all", async ({ page, app }) => {
  await new Publisher(app, "kiosk alone").frame("gold");
  await page.goto("/wall?q=nobody+at+all");
  const notice = page.getByRole("heading", { name: "No stream of the wall matches this" });
  await expect(notice).toBeInViewport({ ratio: 1 });
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.getByRole("link", { name: "Show the whole wall" }).click();
  await expect(page).toHaveURL("/wall");
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("the kiosk turns its pages by itself and by key", async ({ page, app }) => {
  test.slow();
  await new Publisher(app, "kiosk pages").frame("gold");
  await bringManyTiles(page, 130);
  await page.clock.install();
  await page.goto("/wall");
  const first = page.getByRole("article", { name: "feed 00000" });
  const bar = page.getByRole("contentinfo");
  await expect(async () => {
    await page.clock.runFor(1_000);
    await expect(bar).toContainText("Page 1 of", { timeout: 200 });
  }).toPass();
  await expect(first).toBeVisible();
  await page.clock.runFor(20_500);
  await expect(bar).toContainText("Page 2 of");
  await expect(first).toBeHidden();
  await page.keyboard.press("ArrowLeft");
  await expect(first).toBeVisible();
});

test.describe("in an outage", () => {
  test.use({ expectedErrors: /503|502|ERR_|Failed to load/ });

  test("the kiosk keeps its pictures, says how old they are and comes back by itself", async ({
    page,
    app,
  }) => {
    await new Publisher(app, "kiosk outage").frame("gold");
    await page.goto("/wall?q=kiosk+outage");
    const tile = page.getByRole("article", { name: "kiosk outage" });
    await expect(tile).toBeVisible();
    await page.route("**/api/feeds*", (route) => route.abort());
    const notice = page.getByText(/No data since .+\. Reconnecting…/);
    await expect(notice).toBeVisible({ timeout: 30_000 });
    await expect(tile).toBeVisible();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.unroute("**/api/feeds*");
    await expect(notice).toBeHidden({ timeout: 40_000 });
  });

  test("the kiosk holds a wake lock", async ({ page }) => {
    await page.addInitScript(() => {
      const asked: string[] = [];
      Object.assign(window, { asked });
      Object.defineProperty(navigator, "wakeLock", {
        value: {
          request: (type: string) => {
            asked.push(type);
            return Promise.resolve({ release: () => Promise.resolve() });
          },
        },
      });
    });
    await page.goto("/wall");
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { asked: string[] }).asked))
      .toContain("screen");
  });
});
