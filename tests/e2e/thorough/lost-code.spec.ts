import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { wallSlider } from "../../support/past.ts";
import { WallPage } from "../../support/wall-page.ts";

// A new version has been deployed since the page was loaded, or the network is away.
test.use({ expectedErrors: /ERR_FAILED/ });

const CODE = "**/_next/static/chunks/**";

test("a time-lapse and a past wall whose code is lost are there once it can be loaded", async ({
  page,
  app,
}) => {
  const name = "lost code";
  const feed = new Publisher(app, name);
  for (const minutes of [2, 1, 0]) await feed.frame("gold", minutes * 60_000);
  await feed.untilShown();
  const wall = new WallPage(page);
  const tile = wall.tile(name);
  await wall.open(`/?q=${encodeURIComponent(name)}`);
  await expect(tile).toBeVisible();
  await page.waitForLoadState("load");
  // A link that is looked at loads its page's code too.
  let lost = 0;
  await page.route(CODE, async (route) => {
    if ((await (await route.fetch()).text()).includes("data-lapse")) lost += 1;
    // The test may have ended the routing meanwhile.
    await route.abort().catch(() => undefined);
  });

  await tile.hover();
  await expect.poll(() => lost).toBeGreaterThan(0);
  await expect(tile).toContainText("Live");
  const notice = page.getByRole("heading", { name: "Couldn’t load history" });
  await page.keyboard.press("p");
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Live", exact: true }).click();
  await expect(tile).toContainText("Live");
  await page.keyboard.press("p");
  await expect(notice).toBeVisible();
  await page.unroute(CODE);
  await page.getByRole("button", { name: "Live", exact: true }).click();
  // The bundler requests it twice: a look during the second request still fails with it.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await tile.hover();
    await expect(page.locator("[data-lapse]")).toBeVisible({ timeout: 3_000 });
  }).toPass();

  // It loads by itself as soon as the network is back.
  await page.route(CODE, (route) => route.abort());
  await page.keyboard.press("p");
  await expect(wallSlider(page).or(notice)).toBeVisible();
  await page.unroute(CODE);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(wallSlider(page)).toBeVisible();
  await expect(notice).toHaveCount(0);
});
