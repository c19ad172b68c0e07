import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import type { Colour } from "./publisher.ts";

/** Where things are on the wall. */
export class WallPage {
  readonly page: Page;
  readonly tiles: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tiles = page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ has: page.getByRole("article") });
  }

  /** @param name as a screen reader says it: the stream's name, and its source where it has one */
  tile(name: string): Locator {
    return this.tiles.filter({ has: this.page.getByRole("article", { name, exact: true }) });
  }

  /** What colour a viewer sees in the middle of a tile's picture, by its nearest name. */
  async colourOf(name: string): Promise<Colour | "none"> {
    const png = await this.tile(name).getByRole("article").locator("> div").first().screenshot();
    const { dominant } = await sharp(png).stats();
    const distance = ([r, g, b]: readonly [number, number, number]) =>
      Math.hypot(dominant.r - r, dominant.g - g, dominant.b - b);
    const near = COLOURS.find(([, rgb]) => distance(rgb) < 40);
    return near === undefined ? "none" : near[0];
  }
}

const COLOURS: readonly (readonly [Colour, readonly [number, number, number]])[] = [
  ["crimson", [220, 20, 60]],
  ["seagreen", [46, 139, 87]],
  ["royalblue", [65, 105, 225]],
  ["gold", [255, 215, 0]],
];
