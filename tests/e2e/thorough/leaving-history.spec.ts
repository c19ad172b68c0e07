import { bringManyPastTiles, bringManyTiles } from "../../support/many-tiles.ts";
import { historyBar, wallSlider } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

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
