import { AxeBuilder } from "@axe-core/playwright";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

test("a phone shows counts above, pictures, and tools on a bar below", async ({ app, page }) => {
  await new Publisher(app, "pocket live").frame("gold");
  await new Publisher(app, "pocket silent").frame("crimson", 100_000);
  await page.goto("/?q=pocket");
  const wall = new WallPage(page);
  await expect(wall.tile("pocket live")).toBeVisible();
  for (const chip of ["Live", "Attention", "Offline"] as const) {
    await expect(wall.chip(chip)).toBeInViewport({ ratio: 1 });
    expect((await wall.chip(chip).boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  // It is of no use without a keyboard.
  await expect(page.getByRole("button", { name: "Shortcuts" })).toBeHidden();
  const view = page.locator("summary").filter({ hasText: "View" });
  const choice = page.getByRole("radio", { name: "One per stream" });
  await expect(choice).toBeHidden();
  await expect(view).toBeInViewport({ ratio: 1 });
  await view.tap();
  await expect(choice).toBeInViewport({ ratio: 1 });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await choice.check();
  // A tap beside the sheet must not open the tile there.
  await page.touchscreen.tap(180, 120);
  await expect(choice).toBeHidden();
  await expect(page).toHaveURL("/?q=pocket&group=stream");

  await page.goto("/");
  const field = page.getByRole("searchbox");
  await expect(field).toHaveCSS("opacity", "0");
  await page.locator("label").filter({ hasText: "Search" }).tap();
  await expect(field).toBeFocused();
  await expect(field).toHaveCSS("font-size", "16px");
  await expect(field).toBeInViewport({ ratio: 1 });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the sheet opens, and its choices are sent with the search", async ({ app, page }) => {
    await new Publisher(app, "plain pocket live").frame("gold");
    const silent = new Publisher(app, "plain pocket silent");
    await silent.frame("gold", 100_000);
    await silent.untilShown();
    const wall = new WallPage(page);
    await page.goto("/?q=plain+pocket");
    await expect(wall.tiles).toHaveCount(2);
    await wall.chip("Attention").tap();
    await expect(wall.tiles).toHaveCount(1);
    await page.locator("summary").filter({ hasText: "View" }).tap();
    await page.getByRole("radio", { name: "Latest picture" }).check();
    await page.getByRole("button", { name: "Apply filters" }).tap();
    await expect(page).toHaveURL(/\?q=plain\+pocket&state=attention&sort=newest/);
    await expect(wall.tile("plain pocket silent")).toBeVisible();
  });
});
