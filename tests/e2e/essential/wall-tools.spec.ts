import { publishBlack } from "../../support/black.ts";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a viewer finds a stream by name, and the address keeps the search", async ({ page, app }) => {
  const wall = new WallPage(page);
  await new Publisher(app, "Café Ölberg").frame("gold");
  await new Publisher(app, "stage").frame("crimson");
  await page.goto("/");
  await expect(wall.tile("stage")).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.type("olberg cafe");
  await expect(wall.tile("Café Ölberg")).toBeVisible();
  await expect(wall.tiles).toHaveCount(1);
  await expect(page).toHaveURL(/\?q=olberg\+cafe$/);
  await page.keyboard.press("ArrowDown");
  await expect(wall.tile("Café Ölberg").getByRole("link")).toBeFocused();
  await page.reload();
  await expect(wall.tiles).toHaveCount(1);
  await expect(page.getByRole("searchbox")).toHaveValue("olberg cafe");
  await page.getByRole("searchbox").fill("no such stream");
  await expect(page.getByRole("heading", { name: "No stream of the wall matches this" })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.getByRole("link", { name: "Show the whole wall" }).click();
  await expect(wall.tile("stage")).toBeVisible();
  await expect(page).toHaveURL("/");
});

test("whoever looks for trouble is told that there is none", async ({ page, app }) => {
  await new Publisher(app, "well").frame("gold");
  // Feeds of other tests may be in trouble by now.
  await bringManyTiles(page, 3);
  await page.goto("/?state=attention");
  await expect(page.getByRole("heading", { name: "Nothing needs attention" })).toBeVisible();
  await page.getByRole("link", { name: "Show the whole wall" }).click();
  await expect(new WallPage(page).tile("feed 00002")).toBeVisible();
});

test("a viewer filters by state, sorts and chooses the size", async ({ page, app }) => {
  const wall = new WallPage(page);
  await new Publisher(app, "filter a").frame("gold", 400_000);
  await new Publisher(app, "filter b").frame("gold", 20_000);
  await new Publisher(app, "filter c").frame("gold");
  await page.goto("/?q=filter");
  await expect(wall.tile("filter c")).toBeVisible();
  const names = () => wall.tiles.getByRole("heading").allTextContents();

  await page.getByLabel("Order").selectOption("newest");
  await expect.poll(names).toEqual(["filter c", "filter b", "filter a"]);
  await page.getByLabel("State").selectOption("Live");
  await expect.poll(names).toEqual(["filter c", "filter b"]);
  const widthOf = async () => (await wall.tile("filter b").boundingBox())?.width ?? 0;
  await page.getByLabel("Size").selectOption("Large");
  const large = await widthOf();
  await page.getByLabel("Size").selectOption("Small");
  expect(await widthOf()).toBeLessThan(large);
  await expect(page).toHaveURL("/?q=filter&state=live&sort=newest&size=small");
});

test("names have the width of their tile, and are cut at their own end", async ({ page, app }) => {
  const wall = new WallPage(page);
  const names = ["room for a name as long as this", "ملعب القدس الرئيسي في المدينة القديمة"];
  for (const name of names) await new Publisher(app, name).frame("gold");
  await page.goto("/?size=small");
  for (const name of names) {
    const tile = wall.tile(name);
    // Far from the screen, a tile has a name and no age.
    await tile.scrollIntoViewIfNeeded();
    const [inTile, ofName] = [await tile.boundingBox(), await tile.getByRole("heading").boundingBox()];
    expect(ofName?.width).toBeGreaterThan(0.8 * (inTile?.width ?? Infinity));
    // The age is the last of the line below.
    const age = await tile.getByText(/ago$|^now$/).boundingBox();
    expect((age?.x ?? Infinity) + (age?.width ?? 0)).toBeLessThan((inTile?.x ?? 0) + (inTile?.width ?? 0));
  }
  await expect(wall.tile(names[1] ?? "").getByRole("heading")).toHaveCSS("direction", "rtl");
  await page.getByLabel("Size").selectOption("Fit the screen");
  await page.setViewportSize({ width: 360, height: 780 });
  const heading = wall.tile(names[0] ?? "").getByRole("heading");
  await expect.poll(async () => (await heading.boundingBox())?.width).toBeGreaterThan(280);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the search is a form", async ({ page, app }) => {
    await new Publisher(app, "form only").frame("gold");
    await new Publisher(app, "form two").frame("gold");
    await expect(async () => {
      await page.goto("/?q=form");
      await expect(new WallPage(page).tiles).toHaveCount(2, { timeout: 100 });
    }).toPass();
    await page.getByRole("searchbox").fill("form only");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(new WallPage(page).tiles).toHaveCount(1);
    // What needs JavaScript is not there.
    await expect(page.getByRole("button")).toHaveText(["Show"]);
  });

  test("a link to the past says that it can't be shown, and no tile that it is on its way", async ({
    page,
    app,
  }) => {
    await new Publisher(app, "bygone").frame("gold", 120_000);
    const wall = new WallPage(page);
    const then = new Date(Date.now() - 60_000).toISOString();
    await expect(async () => {
      await page.goto(`/?q=bygone&at=${then}`);
      await expect(wall.tiles).toHaveCount(1, { timeout: 100 });
    }).toPass();
    await expect(page.locator("main noscript p")).toBeVisible();
    await expect(wall.tile("bygone").getByText("Loading")).toBeHidden();
    await expect(page.getByRole("region", { name: "Back in time" })).toBeHidden();
    await page.locator("main noscript a").click();
    await expect(wall.tile("bygone").getByRole("img")).toBeVisible();
  });
});

test("a viewer sees which picture is black, and finds all that are", async ({ page, app }) => {
  const wall = new WallPage(page);
  await publishBlack(app, "lens cap");
  await new Publisher(app, "lens open").frame("gold");
  await page.goto("/?q=lens");
  await expect(wall.tile("lens cap").getByText("Black")).toBeVisible();
  await expect(wall.tile("lens open")).toBeVisible();
  await expect(wall.tile("lens open").getByText("Black")).toHaveCount(0);
  await expect(page.getByText(/ · 1 black/)).toBeVisible();
  await page.getByLabel("State").selectOption("Black");
  await expect(wall.tiles).toHaveCount(1);
  await expect(page).toHaveURL(/q=lens&state=black$/);
});
