import type { Route } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { showTab } from "../../support/tab.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ expectedErrors: /ERR_FAILED|ERR_INTERNET_DISCONNECTED/ });

const POLLS = "**/api/feeds*";
const isPoll = (request: { url(): string }) => new URL(request.url()).pathname === "/api/feeds";

test("a tab that comes to the front polls at once, and tells of an outage only if there is one", async ({
  page,
  app,
  context,
}) => {
  const name = "unwatched";
  await new Publisher(app, name).frame("gold");
  await page.clock.install();
  const wall = new WallPage(page);
  await wall.open(`/?q=${name}`);
  await expect(wall.tile(name)).toBeVisible();
  const status = page.getByRole("status");

  await test.step("after minutes", async () => {
    await showTab(page, false);
    // An answer that is under way would set the clock back to the server's.
    await page.waitForLoadState("networkidle");
    await page.clock.pauseAt(Date.now() + 10 * 60_000);
    const held: Route[] = [];
    await page.route(POLLS, (route) => void held.push(route));
    await page.clock.runFor(10_000);
    expect(held).toEqual([]);
    await showTab(page, true);
    // By the clock, which stands, no poll is due.
    await page.clock.runFor(1);
    await expect.poll(() => held.length).toBe(1);
    await page.clock.resume();
    await page.clock.runFor(2_000);
    await expect(status).toBeEmpty();

    // A poll that failed while the tab was away again.
    await showTab(page, false);
    const failed = page.waitForEvent("requestfailed", isPoll);
    await held[0]?.abort();
    await failed;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await page.unroute(POLLS);
    const answered = page.waitForResponse(isPoll);
    await showTab(page, true);
    await answered;
    await expect(status).toBeEmpty();
  });

  await test.step("without a network", async () => {
    await context.setOffline(true);
    await page.clock.runFor(15_000);
    await expect(status).toHaveText(/^No data since .+\. Reconnecting…$/);
    await context.setOffline(false);
    await expect(status).toBeEmpty();
  });
});
