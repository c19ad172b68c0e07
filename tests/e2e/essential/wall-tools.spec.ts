import { publishBlack } from "../../support/black.ts";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a search finds a stream by name, is kept in the address, and says that it finds nothing", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  await new Publisher(app, "Café Ölberg").frame("gold");
  await new Publisher(app, "stage").frame("crimson");
  await wall.open("/");
  await expect(wall.tile("stage")).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("olberg cafe");
  await expect(wall.tile("Café Ölberg")).toBeVisible();
  await expect(wall.tiles).toHaveCount(1);
  await expect(page).toHaveURL(/\?q=olberg\+cafe$/);
  await expect(page.getByRole("link", { name: "Kiosk" })).toHaveAttribute("href", "/wall?q=olberg+cafe");
  await page.keyboard.press("ArrowDown");
  await expect(wall.tile("Café Ölberg").getByRole("link")).toBeFocused();

  await page.reload();
  await expect(wall.tiles).toHaveCount(1);
  await expect(page.getByRole("searchbox")).toHaveValue("olberg cafe");
  await expect(page.getByRole("searchbox")).toHaveAttribute("maxlength", "200");
  await page.getByRole("searchbox").fill("no such stream");
  await expect(page.getByRole("heading", { name: "No stream of the wall matches this" })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);

  // Feeds of other tests may need attention by now.
  await bringManyTiles(page, 3);
  await page.getByRole("searchbox").fill("");
  await page.getByRole("combobox", { name: "State" }).selectOption("Needs attention");
  await expect(page.getByRole("heading", { name: "Nothing needs attention" })).toBeVisible();
  await page.getByRole("link", { name: "Show the whole wall" }).click();
  await expect(wall.tile("feed 00002")).toBeVisible();
  await expect(page).toHaveURL("/");
});

test("a viewer filters by state, sorts and chooses the size", async ({ page, app }) => {
  const wall = new WallPage(page);
  await new Publisher(app, "filter a").frame("gold", 400_000);
  await new Publisher(app, "filter b").frame("gold", 20_000);
  await publishBlack(app, "filter black");
  await new Publisher(app, "filter c").frame("gold");
  await wall.open("/?q=filter");
  await expect(wall.tile("filter c")).toBeVisible();
  await expect(page.getByText(/ · 1 black/)).toBeVisible();
  await expect(wall.tile("filter black").getByText("black", { exact: true })).toBeVisible();
  await expect(wall.tile("filter c").getByText("black", { exact: true })).toHaveCount(0);
  const names = () => wall.tiles.getByRole("heading").allTextContents();

  await page.getByRole("combobox", { name: "Order" }).selectOption("newest");
  await expect.poll(names).toEqual(["filter c", "filter black", "filter b", "filter a"]);
  await page.getByRole("combobox", { name: "State" }).selectOption("Live");
  await expect.poll(names).toEqual(["filter c", "filter black", "filter b"]);
  const widthOf = async () => (await wall.tile("filter b").boundingBox())?.width ?? 0;
  await page.getByRole("combobox", { name: "Size" }).selectOption("Large");
  const large = await widthOf();
  await page.getByRole("combobox", { name: "Size" }).selectOption("Small");
  expect(await widthOf()).toBeLessThan(large);
  await page.getByRole("combobox", { name: "State" }).selectOption("Black");
  await expect.poll(names).toEqual(["filter black"]);
  await expect(page).toHaveURL("/?q=filter&state=black&sort=newest&size=small");
});
