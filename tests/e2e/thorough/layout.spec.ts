import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test("the only feed is large, whole and in the middle of any screen", async ({ app, page }) => {
  await new Publisher(app, "the only one").frame("gold");
  await bringManyTiles(page, 1);
  await page.goto("/");
  const tile = new WallPage(page).tile("feed 00000");
  for (const [width, height] of [
    [360, 780],
    [1280, 720],
    [1920, 1080],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(tile).toBeInViewport({ ratio: 0.99 });
    const box = await tile.boundingBox();
    const [x, across] = [box?.x ?? 0, box?.width ?? 0];
    expect(Math.abs(x + across / 2 - width / 2)).toBeLessThan(2);
    expect(across).toBeGreaterThan(0.45 * width);
  }
});

test("names have the width of their tile, and are cut at their own end", async ({ page, app }) => {
  const wall = new WallPage(page);
  const names = ["room for a name as long as this 7391", "ملعب القدس الرئيسي في المدينة القديمة 7391"];
  for (const name of names) await new Publisher(app, name).frame("gold");
  await wall.open("/?q=7391&size=small");
  for (const name of names) {
    const tile = wall.tile(name);
    const [inTile, ofName] = [await tile.boundingBox(), await tile.getByRole("heading").boundingBox()];
    expect(ofName?.width).toBeGreaterThan(0.8 * (inTile?.width ?? Infinity));
    // The age is the last of the line below.
    const age = await tile.getByText(/ago$|^now$/).boundingBox();
    expect((age?.x ?? Infinity) + (age?.width ?? 0)).toBeLessThan((inTile?.x ?? 0) + (inTile?.width ?? 0));
  }
  await expect(wall.tile(names[1] ?? "").getByRole("heading")).toHaveCSS("direction", "rtl");
  await page.getByRole("combobox", { name: "Size" }).selectOption("Fit the screen");
  await page.setViewportSize({ width: 360, height: 780 });
  const heading = wall.tile(names[0] ?? "").getByRole("heading");
  await expect.poll(async () => (await heading.boundingBox())?.width).toBeGreaterThan(280);
});
