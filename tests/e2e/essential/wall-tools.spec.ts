import { publishBlack } from "../../support/black.ts";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a search finds a stream by name or account, stays in its place and the address, and is announced", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  await new Publisher(app, "Café Ölberg").frame("gold");
  await new Publisher(app, "stage").frame("crimson");
  await wall.open("/");
  await expect(wall.tile("stage")).toBeVisible();
  const field = page.getByRole("searchbox");
  const place = await field.boundingBox();
  await page.keyboard.press("/");
  await expect(field).toBeFocused();
  await page.keyboard.type("olberg cafe");
  await expect(wall.tile("Café Ölberg")).toBeVisible();
  await expect(wall.tiles).toHaveCount(1);
  expect(await field.boundingBox()).toEqual(place);
  await expect(page.getByRole("status").filter({ hasText: /^1 stream$/ })).toBeAttached();
  await expect(page).toHaveURL(/\?q=olberg\+cafe$/);
  await expect(page.getByRole("link", { name: "Kiosk" })).toHaveAttribute("href", "/wall?q=olberg+cafe");
  await page.keyboard.press("ArrowDown");
  await expect(wall.tile("Café Ölberg").getByRole("link")).toBeFocused();

  await page.reload();
  await expect(wall.tiles).toHaveCount(1);
  await expect(field).toHaveValue("olberg cafe");
  await expect(field).toHaveAttribute("maxlength", "200");
  await field.fill("zg6nwv olberg");
  await expect(wall.tile("Café Ölberg")).toBeVisible();
  await field.fill("no such stream");
  await expect(page.getByRole("heading", { name: "No streams match" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "No streams match" })).toBeAttached();
  expect(await violationsInBothThemes(page)).toEqual([]);

  // Feeds of other tests may need attention by now.
  await bringManyTiles(page, 3);
  await field.fill("");
  await wall.chip("Attention").click();
  await expect(page.getByRole("heading", { name: "No stream needs attention" })).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(wall.tile("feed 00002")).toBeVisible();
  await expect(page).toHaveURL("/");
});

test("a viewer sees what needs attention first, filters by state, sorts, and chooses the size", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  await new Publisher(app, "filter a").frame("gold", 400_000);
  await new Publisher(app, "filter b").frame("gold", 20_000);
  const black = new Publisher(app, "filter black");
  await black.frame("gold", 60_000);
  await publishBlack(app, "filter black", black);
  await new Publisher(app, "filter c").frame("gold");
  const over = new Publisher(app, "filter over");
  await over.frame("gold", 30_000);
  await over.ended();
  await wall.open("/?q=filter");
  await expect(wall.tile("filter c")).toBeVisible();
  await expect(wall.chip("Attention")).toHaveText(/[1-9]$/);
  await expect(wall.tile("filter black").getByText("Black", { exact: true })).toBeVisible();
  // The server may have read that minute just before the pictures came, for the cards of another test.
  await expect(wall.tile("filter black")).toContainText(/Last good picture.*:\d\d/, { timeout: 30_000 });
  const names = () => wall.tiles.getByRole("heading").allTextContents();
  // The worst first, though another one is newer.
  await expect.poll(names).toEqual(["filter black", "filter a", "filter b", "filter c", "filter over"]);
  expect(await wall.sections()).toEqual(["Need attention", "Live", "Offline"]);

  await wall.chip("Live").click();
  await expect.poll(names).toEqual(["filter b", "filter c"]);
  await expect(wall.chip("Live")).toHaveAttribute("aria-pressed", "true");
  await wall.chip("Live").click();
  await wall.toggleView();
  await page.getByRole("radio", { name: "Latest picture" }).check();
  await expect.poll(names).toEqual(["filter c", "filter black", "filter b", "filter over", "filter a"]);
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");

  const widthOf = async () => (await wall.tile("filter b").boundingBox())?.width ?? 0;
  const slider = page.getByRole("slider", { name: "Tile size" });
  await slider.fill("600");
  await expect.poll(widthOf).toBeGreaterThan(590);
  await slider.fill("140");
  await expect.poll(widthOf).toBeLessThan(200);
  await expect(page).toHaveURL("/?q=filter&sort=newest&size=140");
  // The browser remembers the size.
  await page.goto("/?q=filter");
  await expect(page).toHaveURL("/?q=filter&size=140");
});

test("Offline is folded, and stays open in the tab once it was opened", async ({ page, app }) => {
  const wall = new WallPage(page);
  await new Publisher(app, "folded").frame("gold");
  await bringManyTiles(page, 5, ({ name }) => (name > "feed 00002" ? { ended: true } : {}));
  await page.goto("/");
  await expect(wall.tiles).toHaveCount(3);
  const offline = page.getByRole("button", { name: "Offline", exact: true });
  await expect(offline).toHaveAttribute("aria-expanded", "false");
  await offline.click();
  await expect(wall.tiles).toHaveCount(5);
  await page.reload();
  await expect(wall.tiles).toHaveCount(5);
  await offline.click();
  await expect(wall.tiles).toHaveCount(3);
  await page.getByRole("searchbox").fill("feed 00004");
  await expect(wall.tile("feed 00004")).toBeVisible();
});

test("a card asks again for the last good picture, which a server may not have read yet", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const black = new Publisher(app, "good again");
  await publishBlack(app, "good again", black);
  await new Publisher(app, "good again, live").frame("gold");
  const good = {
    feed: black.feed,
    time: Date.now(),
    source: null,
    faults: [],
    picture: `${app.url}/icon.svg`,
  };
  const answers = [[], [good]];
  const ready = Promise.withResolvers<undefined>();
  await page.route("**/api/past?**", async (route) => {
    await ready.promise;
    await route.fulfill({ json: { frames: { [black.stream]: answers.shift() ?? [] }, isWhole: true } });
  });
  const asked = page.waitForRequest("**/api/past?**");
  await wall.open("/?q=good+again");
  await asked;
  await page.clock.install();
  ready.resolve(undefined);
  await expect(async () => {
    await page.clock.runFor(10_000);
    await expect(wall.tile("good again")).toContainText("Last good picture", { timeout: 500 });
  }).toPass();
  expect(answers).toEqual([]);
});
