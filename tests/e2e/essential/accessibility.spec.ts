import { publishBlack } from "../../support/black.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a wall with every state has no violations, cuts nothing off and rings the focused tile", async ({
  page,
  app,
}) => {
  await publishBlack(app, "state black");
  const live = "state live, by a name that is rather long for a narrow phone";
  await new Publisher(app, live).frame("gold");
  await new Publisher(app, "state stalled").frame("crimson", 100_000);
  await new Publisher(app, "state offline").frame("seagreen", 400_000);
  const frozen = new Publisher(app, "state frozen");
  for (const ageMs of [400_000, 60_000, 0]) await frozen.frame("gold", ageMs);
  const over = new Publisher(app, "state ended");
  await over.frame("royalblue");
  await over.ended();
  const wall = new WallPage(page);
  await wall.open("/?q=state");
  await expect(wall.tile("state frozen")).toContainText("Frozen");
  await expect(wall.tile(live)).toContainText("Live");
  await expect(wall.tile("state stalled")).toContainText("Stalled");
  await expect(wall.tile("state offline")).toContainText("Offline");
  await expect(wall.tile("state ended")).toContainText("Ended");
  expect(await violationsInBothThemes(page)).toEqual([]);

  const link = wall.tile("state black").getByRole("link").first();
  await page.getByRole("button", { name: "Shortcuts" }).focus();
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await expect(link).toHaveCSS("outline-style", "none");
  expect(await link.evaluate((element) => getComputedStyle(element, "::after").outlineStyle)).toBe("solid");

  // A laptop's screen at 200 % is 640 px wide.
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 640 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

test.describe("pages with little on them", () => {
  test.use({ expectedErrors: /404/ });

  test("have no violations", async ({ page, app }) => {
    const framed = new Publisher(app, "framed");
    await framed.frame("gold");
    await framed.untilShown();
    for (const [address, status, text] of [
      ["/embed?stream=ZG6NWV/framed", 200, "Live"],
      ["/embed?stream=ZG6NWV/never framed", 200, "Stream not found"],
      ["/nowhere", 404, "Page not found"],
    ] as const) {
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBe(status);
      await expect(page.getByText(text)).toBeVisible();
      expect(await violationsInBothThemes(page), address).toEqual([]);
    }
    await expect(page.getByRole("link", { name: "Wall" })).toHaveAttribute("href", "/");
  });
});

test("forced colours keep icons, dots and the timeline's times on the air", async ({ page, app }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const feed = new Publisher(app, "forced");
  await feed.frame("gold", 120_000);
  await feed.frame("gold");
  const wall = new WallPage(page);
  await wall.open("/?q=forced");
  const tile = wall.tile("forced");
  const star = tile.getByRole("button", { name: "Favourite forced" });
  await expect(tile).toContainText("Live");
  await tile.hover();
  const text = await page.evaluate(() => getComputedStyle(document.body).color);
  await expect(tile.locator("[data-state] [aria-hidden]")).toHaveCSS("background-color", text);
  await expect(star.locator(".icon")).toHaveCSS("background-color", text);
  const findGround = () => star.evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await findGround();
  await star.press("Enter");
  await expect(star).toHaveAttribute("aria-pressed", "true");
  expect(await findGround()).not.toBe(before);

  await page.goto("/feed?stream=ZG6NWV/forced");
  const watch = page.getByRole("link", { name: "Watch live" });
  await expect(watch.locator(".icon")).toHaveCSS("background-color", text);
  // One time on the air, or two: the timeline ends with the last half minute.
  const onAir = page.locator("[data-kind=on]").first();
  await expect(onAir).toHaveCSS("background-color", text);
});
