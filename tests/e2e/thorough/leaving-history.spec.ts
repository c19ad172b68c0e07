import { bringManyPastTiles, bringManyTiles } from "../../support/many-tiles.ts";
import { historyBar, wallSlider } from "../../support/past.ts";
import { untilPollFails } from "../../support/polls.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ expectedErrors: /ERR_FAILED/ });

test.beforeAll(async ({ app }) => {
  const feed = new Publisher(app, "left again");
  await feed.frame("gold");
  await feed.untilShown();
});

for (const { count, y } of [
  { count: 24, y: 600 },
  { count: 120, y: 5_000 },
])
  test(`a viewer who leaves history stays at their place among ${count} tiles`, async ({ page }) => {
    await bringManyTiles(page, count);
    await bringManyPastTiles(page, count);
    await page.setViewportSize({ width: 800, height: 600 });
    await new WallPage(page).open("/");
    await expect(page.locator("[data-tile]")).toHaveCount(count);
    const button = (name: string) => historyBar(page).getByRole("button", { name, exact: true });
    for (const leave of [
      () => page.keyboard.press("Escape"),
      () => page.keyboard.press("l"),
      () => button("Live").click(),
      () => button("Close history").click(),
    ]) {
      await page.evaluate((to) => scrollTo(0, to), y);
      await page.keyboard.press("p");
      await expect(wallSlider(page)).toBeFocused();
      await expect(page.locator(".past-wall")).toHaveAttribute("aria-busy", "false");
      expect(await page.evaluate(() => scrollY)).toBe(y);
      await leave();
      await expect(historyBar(page)).toHaveCount(0);
      await expect(page.locator("[data-tile]")).toHaveCount(count);
      await expect.poll(() => page.evaluate(() => scrollY)).toBe(y);
      await expect(page.locator("[data-do=history]")).toBeFocused();
    }
  });

test("an outage that has passed during history is over once that is left", async ({ page }) => {
  await page.clock.install();
  await new WallPage(page).open("/?q=left");
  const failed = untilPollFails(page);
  await page.route("**/api/feeds*", (route) => route.abort());
  await failed;
  await page.clock.fastForward("01:00");
  await page.clock.runFor(2_000);
  const notice = page.getByRole("status").filter({ hasText: "No data since" });
  await expect(notice).toBeVisible();
  await page.keyboard.press("p");
  await expect(wallSlider(page)).toBeFocused();
  // From here on, no poll is due.
  await page.clock.pauseAt(Date.now() + 10 * 60_000);
  await page.unroute("**/api/feeds*");
  await page.keyboard.press("Escape");
  await expect(historyBar(page)).toHaveCount(0);
  await expect(notice).toHaveCount(0);
});
