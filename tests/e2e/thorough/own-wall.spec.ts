import { toSection } from "#lib/model/section.ts";
import { CLOCK_HEADERS, type Tiles } from "#lib/model/wall.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a viewer has favourites in a section, hides tiles, and the browser remembers", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const [a, b, c] = ["personal a", "personal b", "personal c"];
  for (const name of [a, b, c]) await new Publisher(app, name).frame("gold");
  await wall.open("/?q=personal");
  const names = () => wall.tiles.getByRole("heading").allTextContents();
  const link = (name: string) => wall.tile(name).getByRole("link");
  const hide = (name: string, pressed = false) => page.getByRole("button", { name: `Hide ${name}`, pressed });
  await expect.poll(names).toEqual([a, b, c]);
  const countLive = async () => Number.parseInt((await wall.chip("Live").innerText()).replace(/\D+/, ""), 10);

  await wall.tile(c).hover();
  await page.getByRole("button", { name: `Favourite ${c}` }).click();
  await expect.poll(names).toEqual([c, a, b]);
  expect(await wall.sections()).toEqual(["Favourites", "Live"]);
  await page.mouse.move(0, 0);
  const corner = await wall.tile(c).getByRole("img").first().boundingBox();
  const star = await wall.tile(c).getByText("Favourite", { exact: true }).locator("..").boundingBox();
  expect((corner?.x ?? 0) + (corner?.width ?? 0) - ((star?.x ?? 0) + (star?.width ?? 0))).toBeCloseTo(8, 0);
  await expect(page.getByText("1 of them above, in Favourites")).toBeVisible();
  await link(a).focus();
  // A key that is held hides one stream, and not all of them.
  for (let repeats = 0; repeats < 3; repeats++) await page.keyboard.down("h");
  await page.keyboard.up("h");
  await expect.poll(names).toEqual([c, b]);
  await expect(link(b)).toBeFocused();
  await expect(async () => {
    const answer = await fetch(`${app.url}/api/feeds`);
    const now = Number(answer.headers.get(CLOCK_HEADERS.now));
    const { tiles } = (await answer.json()) as Tiles;
    const live = tiles.filter((tile) => toSection(tile, now) === "live").length;
    expect(await countLive()).toBe(live - 1);
  }).toPass();

  await page.reload();
  await expect.poll(names).toEqual([c, b]);
  await wall.toggleView();
  await page.getByRole("checkbox", { name: "Favourites only" }).check();
  await expect.poll(names).toEqual([c]);
  await expect(page).toHaveURL("/?q=personal&only=favourites");
  await page.getByRole("checkbox", { name: "Favourites only" }).uncheck();
  await page.getByRole("button", { name: "Show hidden streams 1" }).click();
  await expect.poll(names).toEqual([c, a, b]);
  await page.keyboard.press("Escape");

  await test.step("the focus stays while hidden tiles are shown", async () => {
    await link(a).focus();
    await page.keyboard.press("h");
    await expect(hide(a, true)).toHaveCount(0);
    await page.keyboard.press("h");
    await expect(hide(a, true)).toBeVisible();
    await expect(link(a)).toBeFocused();
    await page.keyboard.press("h");
  });

  await test.step("a full browser keeps choices until the page goes", async () => {
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    for (const name of [a, b, c]) await link(name).press("h");
    await wall.toggleView();
    await page.getByRole("button", { name: "Show hidden streams 3" }).click();
    await expect(page.getByRole("heading", { name: "All streams that match are hidden" })).toBeVisible();
  });
});

test("a tile that is hidden keeps its place until the pointer leaves", async ({ page, app }) => {
  const wall = new WallPage(page);
  const names = ["held a", "held b"];
  for (const name of names) await new Publisher(app, name).frame("gold");
  await wall.open("/?q=held");
  await wall.tile("held a").hover();
  const hide = page.getByRole("button", { name: "Hide held a" });
  await hide.click();
  await expect(hide).toHaveAttribute("aria-pressed", "true");
  const place = await wall.tile("held b").boundingBox();
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  await hide.click();
  await expect(hide).toHaveAttribute("aria-pressed", "false");
  // Sooner than it goes by itself.
  await expect(undo).toHaveCount(0, { timeout: 4_000 });
  expect(await wall.tile("held b").boundingBox()).toEqual(place);
  await hide.click();
  await page.getByRole("searchbox").hover();
  await expect(wall.tiles).toHaveCount(1);
  await undo.click();
  await expect(wall.tiles).toHaveCount(2);

  await wall.tile("held a").hover();
  await hide.click();
  await expect(undo).toBeVisible();
  // As another tab would show it again.
  await page.evaluate(() => {
    localStorage.removeItem("livewall-hidden");
    dispatchEvent(new StorageEvent("storage"));
  });
  await expect(hide).toHaveAttribute("aria-pressed", "false");
  await undo.click();
  await expect(undo).toHaveCount(0);
  await expect(wall.tiles).toHaveCount(2);
  await expect(hide).toHaveAttribute("aria-pressed", "false");
});

test("a viewer sees one tile per stream and goes to its sources, and opens the sheet of keys", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  for (const source of ["left", "right"]) {
    const camera = new Publisher(app, "grouped match", source);
    await camera.frame("gold");
    await camera.started();
  }
  await new Publisher(app, "grouped match 2").frame("gold");
  await wall.open("/?q=grouped");
  await expect(wall.tile("grouped match, left")).toBeVisible();
  await expect(wall.tiles).toHaveCount(3);
  await wall.toggleView();
  await page.getByRole("radio", { name: "One per stream" }).check();
  await expect(wall.tiles).toHaveCount(2);
  await expect(page).toHaveURL("/?q=grouped&group=stream");

  const link = wall.tile("grouped match 2").getByRole("link");
  await link.focus();
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.keyboard.press("?");
  await expect(sheet.getByRole("button", { name: "Close" })).toBeFocused();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(link).toBeFocused();

  await wall.tile("grouped match").getByRole("link", { name: "2 sources" }).click();
  await expect(wall.tile("grouped match, right")).toBeVisible();
  await expect(wall.tiles).toHaveCount(2);
});
