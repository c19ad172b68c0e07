import type { Page } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { untilPollFails } from "../../support/polls.ts";
import { Publisher } from "../../support/publisher.ts";
import { framesAround, openStream, stateNow, untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { violations } from "../../support/violations.ts";

const pictureOf = (page: Page) => page.getByRole("figure").getByRole("img");
const notice = (page: Page) => page.getByText(/No data since .+\. Reconnecting…/);

/** The colours of the mark of its state, of the button "Live", and of a quiet text. */
const coloursOfLive = (page: Page) =>
  Promise.all(
    [
      stateNow(page).locator("> :first-child"),
      page.getByRole("button", { name: "Live", exact: true }),
      stateNow(page).locator(".."),
    ].map((part) => part.evaluate((element) => getComputedStyle(element).color)),
  );

/** Opens the page of a live stream. */
async function openLive(app: App, page: Page, name: string) {
  const stage = new Publisher(app, name);
  await stage.started();
  await stage.frame("crimson", 30_000);
  await stage.untilShown();
  await openStream(page, name);
  await expect(stateNow(page)).toContainText("Live");
  return { stage, before: (await pictureOf(page).getAttribute("src")) ?? "" };
}

test("a stream's page follows the stream to its end", async ({ app, page }) => {
  const { stage, before } = await openLive(app, page, "now and on");
  await stage.frame("seagreen");
  await expect(framesAround(page)).toHaveCount(2);
  await expect(pictureOf(page)).not.toHaveAttribute("src", before);
  await expect(framesAround(page).last()).toHaveAttribute("aria-current", "true");
  await stage.ended();
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test.describe("in an outage", () => {
  test.use({ expectedErrors: /ERR_|Failed to load|502/ });

  test("a stream's page keeps its picture, and follows the stream afterwards", async ({ app, page }) => {
    await page.clock.install();
    const { stage, before } = await openLive(app, page, "now and then");
    const box = await page.getByRole("figure").boundingBox();
    const live = await coloursOfLive(page);
    await page.route("**/api/feeds*", (route) => route.abort());
    await untilPollFails(page);
    await page.clock.fastForward(20_000);
    await expect(notice(page)).toBeVisible();
    await expect(pictureOf(page)).toHaveAttribute("src", before);
    // It lies over the picture, which is as large as before, and nothing is green.
    expect(await page.getByRole("figure").boundingBox()).toEqual(box);
    await expect.poll(() => coloursOfLive(page)).toEqual([live.at(-1), live.at(-1), live.at(-1)]);
    expect(new Set(live).size).toBe(2);
    await stage.frame("seagreen");
    await page.unroute("**/api/feeds*");
    await page.clock.fastForward(30_000);
    await expect(notice(page)).toBeHidden();
    await expect(framesAround(page)).toHaveCount(2);
    await expect(pictureOf(page)).not.toHaveAttribute("src", before);
  });

  test("a step, another stream and a proxy's 502 keep the page, and arrive later", async ({ app, page }) => {
    const { stage } = await openLive(app, page, "a blip 1");
    const other = new Publisher(app, "a blip 2");
    await other.frame("gold");
    await stage.frame("seagreen");
    await other.untilShown();
    await expect(framesAround(page)).toHaveCount(2);
    const title = page.getByRole("heading", { level: 1 });
    await page.reload();
    await expect(title).toHaveText("a blip 1");
    await untilReady(page);
    await page.route(/\/feed\?|\/api\/moment/, (route) => route.fulfill({ status: 502, body: "502" }));
    for (const key of ["ArrowLeft", "]"]) await page.keyboard.press(key);
    await expect(notice(page)).toBeVisible();
    await expect(title).toHaveText("a blip 1");
    await page.unroute(/\/feed\?|\/api\/moment/);
    await expect(title).toHaveText("a blip 2");
    await expect(notice(page)).toBeHidden();
  });
});
