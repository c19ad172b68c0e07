import type { Locator, Page } from "@playwright/test";
import { colourSeen, type ColourSeen } from "./colour-seen.ts";

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

  /** Opens the wall, and waits until its code asks for news: its buttons do something by then. */
  async open(address: string): Promise<void> {
    const asked = this.page.waitForResponse((response) => new URL(response.url()).pathname === "/api/feeds");
    await this.page.goto(address);
    await asked;
  }

  /** @param name as a screen reader says it: the stream's name, and its source where it has one */
  tile(name: string): Locator {
    return this.tiles.filter({ has: this.page.getByRole("article", { name, exact: true }) });
  }

  /** A count of the streams in a state, which filters by it. */
  chip(state: "Live" | "Attention" | "Offline"): Locator {
    return this.page
      .getByRole("group", { name: "Streams by state" })
      .getByRole("button", { name: new RegExp(state, "i") });
  }

  /** The names of the sections, in their order. */
  sections(): Promise<string[]> {
    return this.page.getByRole("main").getByRole("heading", { level: 2 }).allTextContents();
  }

  /** Opens the View menu or closes it. */
  async toggleView(): Promise<void> {
    await this.page.locator("summary").filter({ hasText: "View" }).click();
  }

  /** What colour a viewer sees in the middle of a tile's picture, by its nearest name. */
  colourOf(name: string): Promise<ColourSeen> {
    return colourSeen(this.tile(name).getByRole("article").locator("> div").first());
  }
}
