import { publishBlack } from "../../support/black.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a viewer keeps favourites on top and hides tiles, and the browser remembers", async ({ page, app }) => {
  const wall = new WallPage(page);
  const [a, b, c] = ["personal a", "personal b", "personal c"];
  await publishBlack(app, a);
  for (const name of [b, c]) await new Publisher(app, name).frame("gold");
  await wall.open("/?q=personal");
  const names = () => wall.tiles.getByRole("heading").allTextContents();
  const link = (name: string) => wall.tile(name).getByRole("link");
  const hide = (name: string, pressed = false) => page.getByRole("button", { name: `Hide ${name}`, pressed });
  const showHidden = page.getByRole("button", { name: "Show 1 hidden" }).first();
  await expect.poll(names).toEqual([a, b, c]);

  await wall.tile(c).hover();
  await page.getByRole("button", { name: `Favourite ${c}` }).click();
  await expect.poll(names).toEqual([c, a, b]);
  await link(a).focus();
  await page.keyboard.press("h");
  await expect.poll(names).toEqual([c, b]);
  await expect(link(b)).toBeFocused();

  await page.reload();
  await expect.poll(names).toEqual([c, b]);
  await page.getByRole("combobox", { name: "State" }).selectOption("Needs attention");
  await expect(page.getByRole("heading", { name: "What needs attention is hidden" })).toBeVisible();
  await page.getByRole("combobox", { name: "State" }).selectOption("Black");
  await expect(page.getByRole("heading", { name: "What matches this is hidden" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Show 1 hidden" }).click();
  await expect.poll(names).toEqual([a]);
  await page.getByRole("combobox", { name: "State" }).selectOption("All states");
  await expect.poll(names).toEqual([c, a, b]);

  await test.step("the focus stays while hidden tiles are shown", async () => {
    await link(a).focus();
    await page.keyboard.press("h");
    await expect(hide(a, true)).toHaveCount(0);
    await page.keyboard.press("h");
    await expect(hide(a, true)).toBeVisible();
    await expect(link(a)).toBeFocused();
    await page.keyboard.press("h");
    await hide(b).focus();
    await page.keyboard.press("Enter");
    await expect(hide(b, true)).toBeFocused();
    await page.keyboard.press("Enter");
  });

  await test.step("else it moves on, also from the button", async () => {
    await link(c).focus();
    await page.keyboard.press("f");
    await link(c).press("h");
    await page.getByRole("button", { name: "Hide again" }).click();
    await expect.poll(names).toEqual([a, b]);
    await hide(a).focus();
    await page.keyboard.press("Enter");
    await expect.poll(names).toEqual([b]);
    await expect(link(b)).toBeFocused();
    await page.getByRole("button", { name: "Show 2 hidden" }).click();
    for (const name of [a, c]) await link(name).press("h");
    await expect(showHidden).toHaveCount(0);
  });

  await test.step("a full browser keeps choices until the page goes", async () => {
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    for (const name of [a, b]) await link(name).press("h");
    await page.getByRole("button", { name: "Hide again" }).click();
    await expect.poll(names).toEqual([c]);
  });
});

test("a viewer sees one tile per stream and goes to its sources, and opens the sheet of keys", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  for (const source of ["left", "right"]) {
    const camera = new Publisher(app, "grouped match", source);
    await camera.frame("gold");
    await camera.started();
  }
  await new Publisher(app, "grouped match 2").frame("gold");
  await wall.open("/?q=grouped");
  await expect(wall.tile("grouped match, left")).toBeVisible();
  await expect(wall.tiles).toHaveCount(3);
  await page.getByRole("combobox", { name: "Tiles" }).selectOption("One per stream");
  await expect(wall.tiles).toHaveCount(2);
  await expect(page).toHaveURL("/?q=grouped&group=stream");

  const link = wall.tile("grouped match 2").getByRole("link");
  await link.focus();
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await page.keyboard.press("?");
  await expect(sheet.getByRole("button", { name: "Close" })).toBeFocused();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(link).toBeFocused();

  await wall.tile("grouped match").getByRole("link", { name: "2 sources" }).click();
  await expect(wall.tile("grouped match, right")).toBeVisible();
  await expect(wall.tiles).toHaveCount(2);
});
