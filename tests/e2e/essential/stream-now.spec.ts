import type { Page } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { untilPollFails } from "../../support/polls.ts";
import { Publisher } from "../../support/publisher.ts";
import { framesAround, openStream } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { violations } from "../../support/violations.ts";

const pictureOf = (page: Page) => page.getByRole("figure").getByRole("img");

/** Opens the page of a live stream. */
async function openLive(app: App, page: Page, name: string) {
  const stage = new Publisher(app, name);
  await stage.started();
  await stage.frame("crimson", 30_000);
  await stage.untilShown();
  await openStream(page, name);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
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
  test.use({ expectedErrors: /ERR_|Failed to load/ });

  test("a stream's page keeps its picture, and follows the stream afterwards", async ({ app, page }) => {
    await page.clock.install();
    const { stage, before } = await openLive(app, page, "now and then");
    await page.route("**/api/feeds*", (route) => route.abort());
    await untilPollFails(page);
    await page.clock.fastForward(20_000);
    const notice = page.getByText(/No data since .+\. Reconnecting…/);
    await expect(notice).toBeVisible();
    await expect(pictureOf(page)).toHaveAttribute("src", before);
    await stage.frame("seagreen");
    await page.unroute("**/api/feeds*");
    await page.clock.fastForward(30_000);
    await expect(notice).toBeHidden();
    await expect(framesAround(page)).toHaveCount(2);
    await expect(pictureOf(page)).not.toHaveAttribute("src", before);
  });
});
