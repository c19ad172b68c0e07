import type { Page, Route } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { Publisher } from "../../support/publisher.ts";
import { showTab } from "../../support/tab.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ expectedErrors: /ERR_FAILED|ERR_INTERNET_DISCONNECTED/ });

const POLLS = "**/api/feeds*";
const isPoll = (request: { url(): string }) => new URL(request.url()).pathname === "/api/feeds";

/** A wall with a clock that is set forward by hand. */
async function openWall(page: Page, app: App, name: string): Promise<void> {
  await new Publisher(app, name).frame("gold");
  await page.clock.install();
  const wall = new WallPage(page);
  await wall.open(`/?q=${encodeURIComponent(name)}`);
  await expect(wall.tile(name)).toBeVisible();
}

test("whoever comes back to the tab is not told of a store that nobody asked meanwhile", async ({
  page,
  app,
}) => {
  await openWall(page, app, "unwatched tab");
  await showTab(page, false);
  // An answer that was under way sets the clock back to the server's.
  await expect(async () => {
    await page.clock.fastForward("10:00");
    await expect(new WallPage(page).tile("unwatched tab")).toContainText("min ago", { timeout: 500 });
  }).toPass();
  await page.route(POLLS, () => undefined);
  const asked = page.waitForRequest(isPoll);
  await showTab(page, true);
  await asked;
  await page.clock.runFor(2_000);
  await expect(page.getByRole("status")).toBeEmpty();
});

test("while the browser has no network, it is the server that cannot be reached", async ({
  page,
  app,
  context,
}) => {
  await openWall(page, app, "unplugged");
  await context.setOffline(true);
  await page.clock.runFor(15_000);
  await expect(page.getByRole("status")).toHaveText(/^No data since .+\. Reconnecting…$/);
  await context.setOffline(false);
  await expect(page.getByRole("status")).toBeEmpty();
});

test("a wall whose poll failed while it was away polls again at once when it is back", async ({
  page,
  app,
}) => {
  await openWall(page, app, "twice away");
  await showTab(page, false);
  await page.waitForLoadState("networkidle");
  await page.clock.fastForward(6_000);
  const held: Route[] = [];
  await page.route(POLLS, (route) => void held.push(route));
  await showTab(page, true);
  await expect.poll(() => held.length).toBe(1);
  await showTab(page, false);
  const failed = page.waitForEvent("requestfailed", isPoll);
  await held[0]?.abort();
  await failed;
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await page.unroute(POLLS);
  const answered = page.waitForResponse(isPoll);
  await showTab(page, true);
  await answered;
});
