import { keepFrame } from "../../support/kept-frame.ts";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

const DAY = 86_400_000;
const NAME_ONLY = { feed: null, time: null, seen: null, faults: [], picture: null };

test("a stream of which only the name is known is offline, on every page", async ({ page, app }) => {
  await new Publisher(app, "a name").frame("gold");
  await bringManyTiles(page, 3, ({ name }) => (name === "feed 00001" ? NAME_ONLY : {}));
  const wall = new WallPage(page);
  await page.goto("/");
  const tile = wall.tile("feed 00001");
  await expect(tile).toContainText(/Offline$/);
  await expect(tile.getByRole("img")).toHaveCount(0);
  await expect(page.getByText("1 offline")).toBeVisible();
  await expect(tile.getByRole("link")).toHaveAttribute("href", "/feed?stream=ZG6NWV%2Ffeed+00001");
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.goto("/wall");
  await expect(page.getByRole("article", { name: "feed 00001" })).toContainText("Offline");
  await page.goto("/?sort=newest");
  await expect(wall.tiles.last()).toContainText("feed 00001");
});

test("a stream that sent long ago is on the wall, and soon with its last picture", async ({ page, app }) => {
  const stream = "ZG6NWV/long ago";
  await keepFrame(app, { stream, feed: "old", time: Date.now() - 3 * DAY, colour: "crimson" });
  await app.server.stop();
  await app.server.start();
  const wall = new WallPage(page);
  await page.goto("/?q=long+ago");
  await expect(wall.tile("long ago")).toContainText("Offline3 d ago", { timeout: 40_000 });
  await wall.tile("long ago").getByRole("link").click();
  await expect(page.getByRole("img", { name: /^long ago, / })).toBeVisible();
  await expect(page.getByText("Offline", { exact: true })).toBeVisible();
});
