import { AxeBuilder } from "@axe-core/playwright";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

test("a phone shows pictures first, and options on a sheet from below", async ({ app, page }) => {
  await new Publisher(app, "pocket live").frame("gold");
  await new Publisher(app, "pocket silent").frame("crimson", 100_000);
  await page.goto("/?q=pocket");
  const wall = new WallPage(page);
  await expect(wall.tile("pocket live")).toBeInViewport({ ratio: 1 });
  // It is of no use without a keyboard.
  await expect(page.getByRole("button", { name: "Keys" })).toBeHidden();
  await expect(page.getByRole("combobox", { name: "State" })).toBeHidden();
  await page.getByRole("button", { name: "View" }).tap();
  await expect(page.getByRole("combobox", { name: "State" })).toBeInViewport({ ratio: 1 });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("combobox", { name: "State" }).selectOption("Live");
  await expect(wall.tiles).toHaveCount(1);
  await page.getByRole("combobox", { name: "Size" }).selectOption("Small");

  // A tap beside the sheet must not open the tile there.
  const place = await wall.tile("pocket live").boundingBox();
  await page.touchscreen.tap((place?.x ?? 0) + 40, (place?.y ?? 0) + 40);
  await expect(page.getByRole("combobox", { name: "State" })).toBeHidden();
  await expect(page).toHaveURL("/?q=pocket&state=live&size=small");
  await expect(page.getByRole("button", { name: "View (2)" })).toBeVisible();
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
    await page.getByRole("button", { name: "View" }).tap();
    await page.getByRole("combobox", { name: "State" }).selectOption("Stalled");
    await page.getByRole("button", { name: "Close" }).tap({ position: { x: 180, y: 20 } });
    await page.getByRole("button", { name: "Show" }).tap();
    await expect(wall.tiles).toHaveCount(1);
    await expect(wall.tile("plain pocket silent")).toBeVisible();
  });
});
