import type { Locator, Page } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

test.use({ expectedErrors: /ERR_FAILED|TypeError/ });

test.describe.configure({ timeout: 180_000 });

const isKiosk = ({ pathname }: URL) => pathname === "/wall";

/** Whether the page is still the one that was marked. */
const isMarked = (page: Page) => page.evaluate(() => "marked" in window);
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { marked: true }));

/** A kiosk of one stream, with a clock that is set forward by hand. @returns its tile */
async function openKiosk(page: Page, app: App, name: string): Promise<Locator> {
  await new Publisher(app, name).frame("gold");
  await page.clock.install();
  await page.goto(`/wall?q=${encodeURIComponent(name)}`);
  const tile = page.getByRole("article", { name });
  await expect(tile).toBeVisible();
  // Until its code is there, the time is told in UTC.
  await expect(page.getByRole("contentinfo").locator("time")).not.toContainText("UTC");
  return tile;
}

test("the kiosk loads itself anew after hours, but not while its server does not answer", async ({
  page,
  app,
}) => {
  const tile = await openKiosk(page, app, "up for days");
  await mark(page);
  // The page alone: of its polls, the last one was answered.
  await page.route(isKiosk, (route) => route.abort());
  const failed = page.waitForEvent("requestfailed", (request) => isKiosk(new URL(request.url())));
  await page.clock.fastForward("06:01:00");
  await page.clock.runFor(60_000);
  await failed;
  await expect(tile).toBeVisible();
  expect(await isMarked(page)).toBe(true);

  await page.unroute(isKiosk);
  // Bit by bit: polls have deadlines by this clock, and none is loaded anew while they fail.
  await expect(async () => {
    await page.clock.runFor(5_000);
    expect(await isMarked(page)).toBe(false);
  }).toPass({ intervals: [1_000] });
  await expect(tile).toBeVisible();
});

test("a kiosk that fell over loads itself anew, but not while its server does not answer", async ({
  page,
  app,
}) => {
  const tile = await openKiosk(page, app, "fallen over");
  const isPoll = ({ pathname }: URL) => pathname === "/api/feeds";
  const broken = { stream: "fallen over", seen: Date.now(), faults: null };
  await page.route(isPoll, (route) => route.fulfill({ json: { version: "none", tiles: [broken] } }));
  const fallen = page.getByRole("heading", { name: "Something went wrong" });
  await expect(fallen).toBeVisible();
  await page.unroute(isPoll);
  await page.route(isKiosk, (route) => route.abort());
  const failed = page.waitForEvent("requestfailed", (request) => isKiosk(new URL(request.url())));
  await page.clock.runFor(12_000);
  await failed;
  await expect(fallen).toBeVisible();

  await page.unroute(isKiosk);
  await expect(async () => {
    await page.clock.runFor(5_000);
    await expect(tile).toBeVisible({ timeout: 500 });
  }).toPass({ intervals: [250] });
});
