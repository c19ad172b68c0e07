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

test("the next picture fades in, unless the viewer wants less motion; in a tab of yesterday too", async ({
  app,
  page,
}) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "fading");
  await feed.frame("crimson");
  await feed.untilShown();
  const fades = await recordFades(page);
  await page.clock.install();
  await page.goto("/?q=fading");
  await expect.poll(() => wall.colourOf("fading")).toBe("crimson");
  expect(await fades()).toEqual([]);
  await page.clock.fastForward("24:00:00");
  await feed.frame("royalblue");
  await expect.poll(fades).toEqual(["appear"]);
  await expect.poll(() => wall.colourOf("fading")).toBe("royalblue");
  // By the server's clock.
  await expect(wall.tile("fading")).toContainText(/Live *\d+ s/);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await feed.frame("seagreen");
  await expect.poll(() => wall.colourOf("fading")).toBe("seagreen");
  expect(await fades()).toEqual(["appear"]);
});
