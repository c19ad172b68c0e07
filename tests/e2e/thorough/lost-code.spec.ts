import type { Page } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

// A new version has been deployed since the page was loaded, or the network is away.
test.use({ expectedErrors: /ERR_FAILED/ });

const CODE = "**/_next/static/chunks/**";

/** A wall whose page has all the code that it begins with, and gets no more. */
async function openWithoutMoreCode(page: Page, name: string): Promise<WallPage> {
  const wall = new WallPage(page);
  await wall.open(`/?q=${encodeURIComponent(name)}`);
  await expect(wall.tile(name)).toBeVisible();
  await page.waitForLoadState("networkidle");
  await page.route(CODE, (route) => route.abort());
  return wall;
}

test("a time-lapse whose code does not come is none, and is there once it comes", async ({ page, app }) => {
  const feed = new Publisher(app, "lost lapse");
  for (const minutes of [2, 1, 0]) await feed.frame("gold", minutes * 60_000);
  const wall = await openWithoutMoreCode(page, "lost lapse");
  // A link that is looked at asks for its page's code too: what is meant is known by what is in it.
  let lost = 0;
  await page.route(CODE, async (route) => {
    if ((await (await route.fetch()).text()).includes("data-lapse")) lost += 1;
    await route.abort();
  });
  await wall.tile("lost lapse").hover();
  await expect.poll(() => lost).toBeGreaterThan(0);
  await expect(wall.tile("lost lapse")).toContainText("Live");
  await page.unroute(CODE);
  // The bundler asks twice: a look while its second request is under way still ends with that.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await wall.tile("lost lapse").hover();
    await expect(page.locator("[data-lapse]")).toBeVisible({ timeout: 3_000 });
  }).toPass();
});

test("a past wall whose code does not come says so, and leads back to live or to a whole load of it", async ({
  page,
  app,
}) => {
  await new Publisher(app, "lost past").frame("gold");
  const wall = await openWithoutMoreCode(page, "lost past");
  const notice = page.getByRole("heading", { name: "The past could not be loaded" });
  await page.keyboard.press("p");
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Live", exact: true }).click();
  await expect(wall.tile("lost past")).toContainText("Live");
  await page.keyboard.press("p");
  await expect(notice).toBeVisible();
  await page.unroute(CODE);
  await page.getByRole("link", { name: "Load the page again" }).click();
  await expect(page.getByRole("slider", { name: "Moment that the wall shows" })).toBeVisible();
  await expect(wall.tile("lost past")).toBeVisible();
});
