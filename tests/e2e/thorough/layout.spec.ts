import type { Locator } from "@playwright/test";
import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { SCREENS } from "../../support/screens.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test("the only feed is large, whole and in the middle of any screen", async ({ app, page }) => {
  await new Publisher(app, "the only one").frame("gold");
  await bringManyTiles(page, 1);
  await page.goto("/");
  const tile = new WallPage(page).tile("feed 00000");
  for (const [width, height] of [
    [360, 780],
    [1280, 720],
    [1920, 1080],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(tile).toBeInViewport({ ratio: 0.99 });
    const box = await tile.boundingBox();
    const [x, across] = [box?.x ?? 0, box?.width ?? 0];
    expect(Math.abs(x + across / 2 - width / 2)).toBeLessThan(2);
    expect(across).toBeGreaterThan(0.45 * width);
  }
});

test("the only tile of a kiosk is in the middle of its place", async ({ app, page }) => {
  const feed = new Publisher(app, "alone in a kiosk");
  await feed.frame("gold");
  await feed.untilShown();
  await page.goto("/wall?q=alone+in+a+kiosk");
  const middle = async (part: Locator) => {
    const { x = 0, y = 0, width = 0, height = 0 } = (await part.boundingBox()) ?? {};
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
  };
  for (const viewport of SCREENS) {
    await page.setViewportSize(viewport);
    await expect(async () => {
      const [place, tile] = [await middle(page.getByRole("main")), await middle(page.getByRole("article"))];
      expect(Math.abs((tile[0] ?? 0) - (place[0] ?? 0))).toBeLessThan(2);
      expect(Math.abs((tile[1] ?? 0) - (place[1] ?? 0))).toBeLessThan(2);
    }).toPass();
  }
});

test("the tiles of a wall and of a filtered one fit into the window, fill it, and stay legible", async ({
  app,
  page,
}) => {
  await new Publisher(app, "one to fit").frame("gold");
  await bringManyTiles(page, 198, ({ name, time }) =>
    name > "feed 00015" ? { ended: true } : name > "feed 00011" ? { faults: ["frozen"], since: time } : {},
  );
  const { tiles } = new WallPage(page);
  const screens = [
    [1920, 1080, "16px"],
    [2560, 1440, "20px"],
    [3840, 2160, "28px"],
  ] as const;
  const lookAt = async (
    address: string,
    count: number,
    last: Locator,
    on: readonly (typeof screens)[number][],
  ) => {
    await page.goto(address);
    for (const [width, height, text] of on) {
      await page.setViewportSize({ width, height });
      await expect(page.locator("html")).toHaveCSS("font-size", text);
      await expect(tiles).toHaveCount(count);
      await expect(last).toBeInViewport({ ratio: 1 });
      const bottom = await last.boundingBox();
      // Little of the window is empty.
      expect((bottom?.y ?? 0) + (bottom?.height ?? 0), `${address} ${width}`).toBeGreaterThan(0.93 * height);
      expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
    }
  };
  await lookAt("/?state=live", 12, tiles.last(), screens);
  // Cards, and nothing else.
  await lookAt("/?state=attention", 4, tiles.last(), screens);
  // Cards, tiles, and the heading of those that are folded away.
  const folded = page.getByRole("button", { name: "Offline", exact: true });
  await lookAt("/", 16, folded, screens.slice(-1));
  await page.goto("/?state=offline");
  await expect(tiles).toHaveCount(182);
  expect((await tiles.first().boundingBox())?.width).toBeGreaterThan(270);
});

test("a few tiles are in the middle, and their heading is above them", async ({ app, page }) => {
  await new Publisher(app, "one of three").frame("gold");
  await bringManyTiles(page, 3);
  await page.goto("/");
  const { tiles } = new WallPage(page);
  for (const width of [1280, 1920, 3840]) {
    await page.setViewportSize({ width, height: (width * 9) / 16 });
    await expect(tiles).toHaveCount(3);
    await expect(async () => {
      const boxes = await Promise.all((await tiles.all()).map((tile) => tile.boundingBox()));
      const left = Math.min(...boxes.map((box) => box?.x ?? 0));
      const right = Math.max(...boxes.map((box) => (box?.x ?? 0) + (box?.width ?? 0)));
      expect(Math.abs(left + right - width)).toBeLessThan(4);
      const heading = await page.getByRole("heading", { name: "Live", exact: true }).boundingBox();
      expect(heading?.x).toBeCloseTo(left, 0);
    }).toPass();
  }
});

test("the chosen size makes one to three columns on a phone, and no card too wide", async ({ app, page }) => {
  await new Publisher(app, "to be sized").frame("gold");
  await bringManyTiles(page, 8, ({ name, time }) =>
    name < "feed 00004" ? { faults: ["black"], since: time } : {},
  );
  const { tiles } = new WallPage(page);
  const boxOf = async (place: number) => (await tiles.nth(place).boundingBox()) ?? { x: 0, y: 0, width: 0 };
  const hasColumns = async (columns: number, width: number, size: number, from: number) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`/?size=${size}`);
    await expect(tiles).toHaveCount(8);
    const countColumns = async () => {
      const rows = await Promise.all([0, 1, 2, 3].map(async (next) => (await boxOf(from + next)).y));
      return rows.filter((row) => row === rows[0]).length;
    };
    await expect.poll(countColumns, `${width} px, size ${size}`).toBe(columns);
  };
  await hasColumns(3, 360, 160, 4);
  await hasColumns(2, 360, 300, 4);
  await hasColumns(1, 360, 600, 4);
  await hasColumns(2, 1280, 600, 0);
  expect((await boxOf(0)).width).toBeLessThan(650);
  await hasColumns(4, 1800, 160, 0);
});

test("names have two lines, and a source and an account are never cut off", async ({ page, app }) => {
  const wall = new WallPage(page);
  const names = [
    "room for a name as long as this, which is not enough for all of it 7391",
    "ملعب القدس الرئيسي في المدينة القديمة 7391",
  ];
  for (const name of names) {
    const camera = new Publisher(app, name, "left");
    await camera.frame("gold");
    await camera.started();
  }
  await wall.open("/?q=7391&size=140");
  for (const name of names) {
    const tile = wall.tile(`${name}, left`);
    const [inTile, ofSource] = [await tile.boundingBox(), await tile.getByText("left").boundingBox()];
    expect((ofSource?.x ?? Infinity) + (ofSource?.width ?? 0)).toBeLessThanOrEqual(
      (inTile?.x ?? 0) + (inTile?.width ?? 0) + 1,
    );
  }
  await expect(wall.tile(`${names[1]}, left`).getByRole("heading")).toHaveCSS("direction", "rtl");
});
