import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violations, violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, expectedErrors: /404/ });

    test("axe finds nothing on a wall with every state", async ({ page, app }) => {
      await new Publisher(app, `live one, ${colorScheme}`).frame("gold");
      await new Publisher(app, `stalled one, ${colorScheme}`).frame("crimson", 100_000);
      await new Publisher(app, `offline one, ${colorScheme}`).frame("seagreen", 400_000);
      await new Publisher(app, `black one, ${colorScheme}`).frame("black");
      const frozen = new Publisher(app, `frozen one, ${colorScheme}`);
      for (const ageMs of [400_000, 60_000, 0]) await frozen.frame("gold", ageMs);
      const wall = new WallPage(page);
      await page.goto(`/?q=one,+${colorScheme}`);
      await expect(wall.tile(`black one, ${colorScheme}`).getByText("black", { exact: true })).toBeVisible();
      await expect(
        wall.tile(`frozen one, ${colorScheme}`).getByText("frozen", { exact: true }),
      ).toBeVisible();
      await expect(wall.tile(`offline one, ${colorScheme}`)).toContainText("Offline");
      expect(await violations(page)).toEqual([]);
    });

    test("axe finds nothing on a page that does not exist, which leads back", async ({ page }) => {
      const answer = await page.goto("/nowhere");
      expect(answer?.status()).toBe(404);
      expect(await violations(page)).toEqual([]);
      await page.getByRole("link", { name: "Go to the wall" }).click();
      await expect(page.getByRole("heading", { name: "Livewall" })).toBeVisible();
    });
  });
}

test("axe finds nothing on what other sites frame, with a picture and without", async ({ page, app }) => {
  await new Publisher(app, "framed").frame("gold");
  await page.goto("/embed?stream=ZG6NWV/framed");
  await expect(page.getByText("Live")).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.goto("/embed?stream=ZG6NWV/never framed");
  await expect(page.getByText("No previews yet")).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
});

// A laptop's screen at 200 % is 640 px wide.
for (const width of [320, 640]) {
  test(`nothing is cut off at ${width} px`, async ({ page, app }) => {
    await new Publisher(app, "a name that is rather long for a narrow phone").frame("gold");
    await page.setViewportSize({ width, height: 640 });
    for (const address of ["/", "/feed?stream=ZG6NWV/a name that is rather long for a narrow phone"]) {
      await page.goto(address);
      await expect(page.getByRole("main").getByRole("img").first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
}

test("in colours of one's own, icons, dots and the timeline's times on the air are still there", async ({
  page,
  app,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  const feed = new Publisher(app, "forced");
  await feed.frame("gold", 120_000);
  await feed.frame("gold");
  const wall = new WallPage(page);
  await wall.open("/?q=forced");
  const tile = wall.tile("forced");
  const star = tile.getByRole("button", { name: "Favourite forced" });
  await expect(tile).toContainText("Live");
  const text = await page.evaluate(() => getComputedStyle(document.body).color);
  await expect(tile.locator("[data-state] [aria-hidden]")).toHaveCSS("background-color", text);
  await expect(star.locator(".icon")).toHaveCSS("background-color", text);
  const ground = (of: typeof star) => of.evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await ground(star);
  await star.press("Enter");
  await expect(star).toHaveAttribute("aria-pressed", "true");
  expect(await ground(star)).not.toBe(before);

  await page.goto("/feed?stream=ZG6NWV/forced");
  const watch = page.getByRole("link", { name: "Watch live" });
  await expect(watch.locator(".icon")).toHaveCSS("background-color", text);
  // One time on the air, or two: the timeline ends with the last half minute.
  const onAir = page.getByRole("region", { name: "Timeline" }).locator("[data-mark=on]").first();
  await expect(onAir).toHaveCSS("background-color", text);
});

test("the focus on a tile is told by one line around the whole of it", async ({ page, app }) => {
  await new Publisher(app, "ringed").frame("gold");
  const wall = new WallPage(page);
  await wall.open("/?q=ringed");
  const link = wall.tile("ringed").getByRole("link");
  // The page may have been drawn from what the server knew before the hook.
  await expect(link).toBeVisible();
  await page.getByRole("button", { name: "Keys" }).focus();
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await expect(link).toHaveCSS("outline-style", "none");
  expect(await link.evaluate((element) => getComputedStyle(element, "::after").outlineStyle)).toBe("solid");
});
