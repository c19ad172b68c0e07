import { PREVIEW_SIZE } from "#lib/model/frame.ts";
import { countDifferent, deleteNewerFunctions, removeNewerStyles } from "../../support/older-browser.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const PAGES = [
  "/wall?q=older",
  "/?q=older&sort=live&group=stream",
  "/feed?stream=ZG6NWV/older",
  "/embed?stream=ZG6NWV/older",
];

/** Pixels at the edges of letters may differ by a shade. */
const SMOOTHED = 100;

test("the oldest Chromium shows the wall, the kiosk and a stream's page, and their next picture", async ({
  app,
  context,
  page,
}) => {
  await deleteNewerFunctions(context);
  const wall = new WallPage(page);
  const feed = new Publisher(app, "older");
  await feed.frame("gold");
  await feed.untilShown();
  for (const address of PAGES) {
    await wall.open(address);
    await expect(page.getByRole("img").first()).toBeVisible();
    await expect(page.getByText("Something went wrong")).toBeHidden();
  }
  await wall.open("/wall?q=older");
  await feed.frame("crimson");
  await expect.poll(() => wall.colourOf("older")).toBe("crimson");
});

test.describe("without the font", () => {
  test.use({ expectedErrors: /woff2/ });

  test("pages look the same without the styles that the oldest Chromium does not understand", async ({
    app,
    page,
  }) => {
    const feed = new Publisher(app, "older");
    // An original that replaces its preview between the two pictures would differ from it.
    await feed.frame("gold", 0, [PREVIEW_SIZE.width, PREVIEW_SIZE.height]);
    await feed.untilShown();
    // It is used only if it is there in time.
    await page.route("**/*.woff2", (route) => route.abort());
    await page.clock.install();
    for (const address of PAGES) {
      await new WallPage(page).open(address);
      await expect(page.getByRole("img").first()).toBeVisible();
      await page.locator("main img").evaluateAll(decodeAll);
      // An answer would set the clock that stands, and so the ages.
      await page.route("**/api/feeds?*", () => undefined);
      // A longer jump would be an outage until the next poll.
      await page.clock.pauseAt(Date.now() + 2_000);
      const newer = await page.screenshot({ animations: "disabled" });
      await removeNewerStyles(page);
      const older = await page.screenshot({ animations: "disabled" });
      expect(await countDifferent(newer, older), address).toBeLessThan(SMOOTHED);
      await page.clock.resume();
      await page.unroute("**/api/feeds?*");
    }
  });
});

test("a browser that is too old is told which one the pages need", async ({ page }) => {
  await page.goto("/wall");
  const notice = page.getByText("it needs Chromium 94, Firefox 111 or Safari 16.4");
  await expect(notice).toBeHidden();
  await removeNewerStyles(page, { chrome: 93 });
  await expect(notice).toBeInViewport({ ratio: 1 });
});

function decodeAll(images: readonly Node[]): Promise<unknown> {
  return Promise.all((images as readonly HTMLImageElement[]).map((image) => image.decode()));
}
