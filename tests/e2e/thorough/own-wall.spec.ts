import { AxeBuilder } from "@axe-core/playwright";
import { publishBlack } from "../../support/black.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a viewer keeps favourites on top and hides tiles, and the browser remembers", async ({ page, app }) => {
  const wall = new WallPage(page);
  for (const name of ["personal a", "personal b", "personal c"]) await new Publisher(app, name).frame("gold");
  await wall.open("/?q=personal");
  const names = () => wall.tiles.getByRole("heading").allTextContents();
  await expect.poll(names).toEqual(["personal a", "personal b", "personal c"]);

  await wall.tile("personal c").hover();
  await page.getByRole("button", { name: "Favourite personal c" }).click();
  await expect.poll(names).toEqual(["personal c", "personal a", "personal b"]);
  await wall.tile("personal a").getByRole("link").focus();
  await page.keyboard.press("h");
  await expect.poll(names).toEqual(["personal c", "personal b"]);
  await expect(wall.tile("personal b").getByRole("link")).toBeFocused();

  await page.reload();
  await expect.poll(names).toEqual(["personal c", "personal b"]);
  await page.getByRole("button", { name: "Show 1 hidden" }).click();
  await expect.poll(names).toEqual(["personal c", "personal a", "personal b"]);
  await page.getByRole("button", { name: "Hide personal a" }).click();
  await wall.tile("personal c").getByRole("link").focus();
  await page.keyboard.press("f");
  await expect.poll(names).toEqual(["personal a", "personal b", "personal c"]);
});

test("the focus goes on to the next tile when its own is hidden by the button", async ({ page, app }) => {
  const wall = new WallPage(page);
  for (const name of ["hidden by key a", "hidden by key b"]) await new Publisher(app, name).frame("gold");
  await wall.open("/?q=hidden+by+key");
  await expect(wall.tiles).toHaveCount(2);
  await page.getByRole("button", { name: "Hide hidden by key a" }).focus();
  await page.keyboard.press("Enter");
  await expect(wall.tiles).toHaveCount(1);
  await expect(wall.tile("hidden by key b").getByRole("link")).toBeFocused();
});

test("what a view finds and is hidden is told of, and shown when it is asked for", async ({ page, app }) => {
  const wall = new WallPage(page);
  await publishBlack(app, "veiled a");
  await new Publisher(app, "veiled b").frame("gold");
  await wall.open("/?q=veiled");
  await expect(wall.tiles).toHaveCount(2);
  await wall.tile("veiled a").getByRole("link").focus();
  await page.keyboard.press("h");
  await expect(wall.tiles).toHaveCount(1);
  await page.getByLabel("State").selectOption("Needs attention");
  await expect(page.getByRole("heading", { name: "What needs attention is hidden" })).toBeVisible();
  await page.getByLabel("State").selectOption("Black");
  await expect(page.getByRole("heading", { name: "What matches this is hidden" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Show 1 hidden" }).click();
  await expect(wall.tile("veiled a")).toBeVisible();
});

test("the focus stays on a tile that is hidden while hidden ones are shown", async ({ page, app }) => {
  const wall = new WallPage(page);
  for (const name of ["in sight a", "in sight b", "in sight c"]) await new Publisher(app, name).frame("gold");
  await wall.open("/?q=in+sight");
  await expect(wall.tiles).toHaveCount(3);
  const link = (name: string) => wall.tile(name).getByRole("link");
  const isHidden = (name: string) => page.getByRole("button", { name: `Hide ${name}`, pressed: true });
  await link("in sight c").focus();
  await page.keyboard.press("h");
  await page.getByRole("button", { name: "Show 1 hidden" }).click();
  await link("in sight a").focus();
  await page.keyboard.press("h");
  await expect(isHidden("in sight a")).toBeVisible();
  await expect(link("in sight a")).toBeFocused();
  await page.keyboard.press("h");
  await expect(isHidden("in sight a")).toHaveCount(0);
  await page.getByRole("button", { name: "Hide in sight b" }).focus();
  await page.keyboard.press("Enter");
  await expect(isHidden("in sight b")).toBeFocused();
});

test("a browser that is full keeps all choices until the page goes", async ({ page, app }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const wall = new WallPage(page);
  for (const name of ["crammed a", "crammed b", "crammed c"]) await new Publisher(app, name).frame("gold");
  await wall.open("/?q=crammed");
  await expect(wall.tiles).toHaveCount(3);
  await wall.tile("crammed a").getByRole("link").focus();
  await page.keyboard.press("h");
  await expect(wall.tiles).toHaveCount(2);
  await page.keyboard.press("h");
  await expect(wall.tiles).toHaveCount(1);
  await expect(wall.tile("crammed c")).toBeVisible();
});

test("a viewer sees one tile per stream, and goes to its sources", async ({ page, app }) => {
  const wall = new WallPage(page);
  for (const source of ["left", "right"]) {
    const camera = new Publisher(app, "grouped match", source);
    await camera.frame("gold");
    await camera.started();
  }
  await new Publisher(app, "grouped match 2").frame("gold");
  await page.goto("/?q=grouped");
  await expect(wall.tile("grouped match, left")).toBeVisible();
  await expect(wall.tiles).toHaveCount(3);
  await page.getByLabel("Tiles").selectOption("One per stream");
  await expect(wall.tiles).toHaveCount(2);
  await expect(page).toHaveURL("/?q=grouped&group=stream");
  await wall.tile("grouped match").getByRole("link", { name: "2 sources" }).click();
  await expect(wall.tile("grouped match, right")).toBeVisible();
  await expect(wall.tiles).toHaveCount(2);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the sheet of keys opens with ?, holds the focus and gives it back", async ({ page, app }) => {
      await new Publisher(app, `${colorScheme} sheet`).frame("gold");
      await page.goto("/?q=sheet");
      const link = new WallPage(page).tile(`${colorScheme} sheet`).getByRole("link");
      await link.focus();
      const sheet = page.getByRole("dialog", { name: "Keys" });
      await expect(async () => {
        await page.keyboard.press("?");
        await expect(sheet).toBeVisible({ timeout: 100 });
      }).toPass();
      await expect(sheet.getByRole("button", { name: "Close" })).toBeFocused();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(sheet).toBeHidden();
      await expect(link).toBeFocused();
    });
  });
}
