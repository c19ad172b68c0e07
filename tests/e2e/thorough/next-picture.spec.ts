import type { Page } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

/** The names of the animations that have begun on the page's pictures. */
async function recordFades(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const fades: string[] = [];
    Object.assign(window, { fades });
    addEventListener("animationstart", ({ target, animationName }) => {
      if (target instanceof HTMLImageElement) fades.push(animationName);
    });
  });
  return () => page.evaluate(() => (window as unknown as { fades: string[] }).fades);
}

test("the next picture fades in over the one before, unless somebody asked for less motion", async ({
  app,
  page,
}) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "fading");
  await feed.frame("crimson");
  const fades = await recordFades(page);
  await page.goto("/?q=fading");
  await expect.poll(() => wall.colourOf("fading")).toBe("crimson");
  expect(await fades()).toEqual([]);
  await feed.frame("royalblue");
  await expect.poll(fades).toEqual(["appear"]);
  await expect.poll(() => wall.colourOf("fading")).toBe("royalblue");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await feed.frame("seagreen");
  await expect.poll(() => wall.colourOf("fading")).toBe("seagreen");
  expect(await fades()).toEqual(["appear"]);
});

test("a tab that was opened yesterday shows what is now, and its age by the server's clock", async ({
  app,
  page,
}) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "since yesterday");
  await feed.frame("crimson");
  await page.clock.install();
  await page.goto("/?q=since+yesterday");
  await expect.poll(() => wall.colourOf("since yesterday")).toBe("crimson");
  await page.clock.fastForward("24:00:00");
  await feed.frame("seagreen");
  await expect.poll(() => wall.colourOf("since yesterday")).toBe("seagreen");
  await expect(wall.tile("since yesterday")).toContainText(/Live(now|\d+ s ago)/);
});
