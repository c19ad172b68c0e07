import { colourSeen } from "../../support/colour-seen.ts";
import { keepFrame } from "../../support/kept-frame.ts";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { stateNow } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

const DAY = 86_400_000;
const NAME_ONLY = { feed: null, time: null, seen: null, faults: [], picture: null };

test("a stream of which only the name is known is offline", async ({ page, app }) => {
  await new Publisher(app, "a name").frame("gold");
  await bringManyTiles(page, 3, ({ name }) => (name === "feed 00001" ? NAME_ONLY : {}));
  const wall = new WallPage(page);
  await page.goto("/?sort=newest");
  const tile = wall.tile("feed 00001");
  await expect(tile).toContainText("Offline");
  await expect(wall.tiles.last()).toContainText("feed 00001");
  await expect(tile.getByRole("img")).toHaveCount(0);
  await expect(wall.chip("Offline")).toHaveText("Offline1");
  await expect(tile.getByRole("link")).toHaveAttribute("href", "/feed?stream=ZG6NWV%2Ffeed+00001");
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.goto("/wall?state=offline");
  await expect(page.getByRole("article", { name: "feed 00001" })).toContainText("Offline");
});

test("a stream's page tells when its stream leaves the wall", async ({ page, app }) => {
  const feed = new Publisher(app, "leaving");
  await feed.frame("gold");
  await feed.untilShown();
  await page.goto("/feed?stream=ZG6NWV/leaving");
  await expect(stateNow(page)).toContainText("Live");
  await bringManyTiles(page, 0);
  await expect(page.getByText("Ended. This is the last picture.")).toBeVisible();
});

test("after a restart, a stream of three days ago is offline with its last picture", async ({
  page,
  app,
}) => {
  const time = Date.now() - 3 * DAY;
  await keepFrame(app, { stream: "ZG6NWV/long ago", feed: "old", time, colour: "crimson" });
  await app.server.stop();
  await app.server.start();
  const findTiles = async () => {
    const answer = await fetch(`${app.url}/api/feeds?stream=ZG6NWV/long+ago`);
    return ((await answer.json()) as { tiles: unknown[] }).tiles;
  };
  const picture = expect.stringMatching(/\/previews\//) as unknown;
  await expect.poll(findTiles, { timeout: 40_000 }).toMatchObject([{ feed: "old", time, picture }]);
  await page.goto("/feed?stream=ZG6NWV/long+ago");
  await expect(page.getByText("Offline", { exact: true })).toBeVisible();
  await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("crimson");
});

test("a comparison names the account of a stream of which the wall has another", async ({ page, app }) => {
  for (const [name, account] of [
    ["alike", "ZG6NWV"],
    ["alike", "K2MARL"],
    ["unlike", "ZG6NWV"],
  ] as const) {
    const camera = new Publisher(app, name, undefined, account);
    await camera.frame("gold");
    await camera.untilShown();
  }
  await page.goto("/compare?tile=ZG6NWV/alike&tile=ZG6NWV/unlike");
  await expect(page).toHaveTitle("alike, ZG6NWV · unlike · Livewall");
  await expect(page.getByRole("article", { name: "alike, ZG6NWV" })).toBeVisible();
  await expect(page.getByRole("article", { name: "unlike", exact: true })).toBeVisible();
});

test("pages show what is hidden in the name of their address", async ({ page }) => {
  await page.goto("/feed?stream=ZG6NWV/cam%E2%80%AE1");
  await expect(page.getByRole("main")).toContainText("cam\\u{202e}1, account ZG6NWV");
  expect(await page.title()).toContain("cam\\u{202e}1");
  await page.goto("/embed?stream=ZG6NWV/cam%E2%80%AE1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("cam\\u{202e}1");
});
