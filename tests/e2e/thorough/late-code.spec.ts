import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a click with Shift chooses a tile whose code has yet to come, and opens no window", async ({
  page,
  app,
  context,
}) => {
  const feed = new Publisher(app, "late code");
  await feed.frame("gold");
  await feed.untilShown();
  const wall = new WallPage(page);
  await wall.open("/?q=late");
  await page.waitForLoadState("load");
  const held = Promise.withResolvers<null>();
  await page.route("**/_next/static/chunks/**", async (route) => {
    await held.promise;
    await route.continue();
  });
  const opened: unknown[] = [];
  context.on("page", (other) => opened.push(other));
  const code = page.waitForRequest("**/_next/static/chunks/**");
  const tile = wall.tile("late code");
  await tile.getByRole("link").click({ modifiers: ["Shift"] });
  await code;
  await expect(tile.getByRole("button", { name: "Compare late code" })).toHaveCount(0);
  held.resolve(null);
  await expect(page.getByRole("region", { name: "Compare" })).toContainText("1 chosen");
  await expect(tile.getByText("Chosen to compare: 1")).toBeAttached();
  expect(opened).toEqual([]);
  await expect(page).toHaveURL("/?q=late");
});
