import type { Part } from "./loaded.ts";

const STREAM = "/feed?stream=ZG6NWV%2Fcamera";

const COMPARE = "/compare?tile=ZG6NWV%2Fcamera";

export const PAGES = ["/", "/wall", STREAM, COMPARE];

/** The parts that pages load on use, by their keys. */
export const PARTS: readonly Part[] = [
  {
    name: "history of the wall",
    page: "/",
    open: async (page) => {
      await page.keyboard.press("p");
      await page.getByRole("slider").first().waitFor();
    },
  },
  {
    name: "timeline of a comparison",
    page: COMPARE,
    open: async (page) => {
      await page.mouse.move(1, 1);
      await page.getByRole("button", { name: "Play" }).and(page.locator(":enabled")).waitFor();
      await page.waitForResponse((response) => response.url().includes("/api/coverage"));
    },
  },
];
