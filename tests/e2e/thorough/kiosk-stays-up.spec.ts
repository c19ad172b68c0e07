import type { Page } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

// In a zone of its own, the clock shows that the code of the page is there.
test.use({ expectedErrors: /ERR_FAILED|TypeError/, timezoneId: "Asia/Kathmandu" });

const isKiosk = ({ pathname }: URL) => pathname === "/wall";

/** Whether the page is still the one that was marked. */
const isMarked = (page: Page) => page.evaluate(() => "marked" in window);
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { marked: true }));

test("the kiosk reloads itself after hours and after an error, but not while its server does not answer", async ({
  page,
  app,
}) => {
  const name = "up for days";
  await new Publisher(app, name).frame("gold");
  await page.clock.install();
  await page.goto(`/wall?q=${encodeURIComponent(name)}`);
  const tile = page.getByRole("article", { name });
  await expect(tile).toBeVisible();
  // Until its code is there, the time is in UTC.
  await expect(page.getByRole("contentinfo").locator("time")).not.toContainText("UTC");
  await mark(page);
  await blockKiosk(page, async () => {
    await page.clock.fastForward("06:01:00");
    await page.clock.runFor(60_000);
  });
  await expect(tile).toBeVisible();
  expect(await isMarked(page)).toBe(true);
  await page.unroute(isKiosk);
  await untilReloaded(page);
  await expect(tile).toBeVisible();

  await mark(page);
  const isPoll = ({ pathname }: URL) => pathname === "/api/feeds";
  const broken = { stream: name, seen: Date.now(), faults: null };
  await page.route(isPoll, (route) => route.fulfill({ json: { version: "none", tiles: [broken] } }));
  const fallen = page.getByRole("heading", { name: "Something went wrong" });
  await expect(fallen).toBeVisible();
  await page.unroute(isPoll);
  await blockKiosk(page, () => page.clock.runFor(12_000));
  await expect(fallen).toBeVisible();
  await page.unroute(isKiosk);
  await untilReloaded(page);
  await expect(tile).toBeVisible();
});

/** Lets the page alone fail, and not its polls, until it was asked for. */
async function blockKiosk(page: Page, wait: () => Promise<void>): Promise<void> {
  await page.route(isKiosk, (route) => route.abort());
  const failed = page.waitForEvent("requestfailed", (request) => isKiosk(new URL(request.url())));
  await wait();
  await failed;
}

/** Bit by bit: polls have deadlines by this clock, and no page is reloaded while they fail. */
async function untilReloaded(page: Page): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(5_000);
    expect(await isMarked(page)).toBe(false);
  }).toPass({ intervals: [500] });
}
