import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
] as const) {
  test(`one feed is in the middle of a screen of ${width} px, and has a good part of it`, async ({
    app,
    page,
  }) => {
    await new Publisher(app, "the only one").frame("gold");
    await bringManyTiles(page, 1);
    await page.setViewportSize({ width, height });
    await page.goto("/");
    const tile = new WallPage(page).tile("feed 00000");
    await expect(tile).toBeInViewport({ ratio: 1 });
    const box = await tile.boundingBox();
    const [x, across] = [box?.x ?? 0, box?.width ?? 0];
    expect(Math.abs(x + across / 2 - width / 2)).toBeLessThan(2);
    expect(across).toBeGreaterThan(0.45 * width);
  });
}
