import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect as expectSoon, test } from "../../support/test.ts";

const MANY = 1_000;
/** A busy machine draws so many tiles slowly. */
const expect = expectSoon.configure({ timeout: 45_000 });

test("a wall of a thousand tiles has pictures only near the screen; search, keys and focus reach every tile", async ({
  page,
  app,
}) => {
  test.slow();
  await new Publisher(app, "the one of many").frame("gold");
  await bringManyTiles(page, MANY);
  await page.goto("/?size=small");
  // Roles of a thousand tiles take a browser long to find.
  const tiles = page.locator("[data-tile]");
  const tile = (name: string) => page.locator(`[data-tile="${name}"]`);
  const link = (name: string) => tile(name).locator(".tile-link");
  await expect(tiles).toHaveCount(MANY);

  await test.step("pictures", async () => {
    await expect.poll(() => tiles.locator("img").count()).toBeLessThan(300);
    const last = tile(`feed 00${MANY - 1}`);
    await expect(last.locator("img")).toHaveCount(0);
    const height = (await last.boundingBox())?.height;
    await last.scrollIntoViewIfNeeded();
    await expect(last.locator("img")).toBeVisible();
    await expect(last).toContainText("Live");
    expect((await last.boundingBox())?.height).toBe(height);
    await expect(tile("feed 00000").locator("img")).toHaveCount(0);
  });

  await test.step("the browser's search", async () => {
    const isFound = await page.evaluate(() =>
      (window as unknown as { find(text: string): boolean }).find("feed 00750"),
    );
    expect(isFound).toBe(true);
    await expect(tile("feed 00750")).toBeInViewport();
  });

  await test.step("keys", async () => {
    await link("feed 00000").focus();
    await page.keyboard.press("ArrowRight");
    await expect(link("feed 00001")).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await link("feed 00200").focus();
    for (let row = 0; row < 5; row += 1) await page.keyboard.press("ArrowDown");
    const focused = page.locator("[data-tile]:focus-within");
    await expect(focused).toBeInViewport();
    await expect(focused.locator("img")).toBeVisible();
    const name = await focused.getAttribute("data-tile");
    await page.evaluate(() => scrollTo(0, 0));
    await expect(focused.locator("img")).toHaveCount(0);
    await page.keyboard.press("ArrowLeft");
    await expect(focused).toBeInViewport();
    expect(await focused.getAttribute("data-tile")).not.toBe(name);
  });

  await test.step("a favourite, which moves to the top with the focus", async () => {
    await link("feed 00500").focus();
    await page.keyboard.press("f");
    await expect(tiles.first()).toHaveAttribute("data-tile", "feed 00500");
    await expect(link("feed 00500")).toBeFocused();
  });

  await test.step("the wall's search", async () => {
    await page.getByRole("searchbox").fill("feed 00834");
    await expect(tiles).toHaveCount(1);
    await expect(tile("feed 00834").locator("img")).toBeVisible();
  });
});
