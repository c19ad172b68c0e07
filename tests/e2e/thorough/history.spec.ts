import type { Page } from "@playwright/test";
import sharp from "sharp";
import { colourSeen } from "../../support/colour-seen.ts";
import { expireOldestOriginal, keepFrame } from "../../support/kept-frame.ts";
import { Publisher } from "../../support/publisher.ts";
import { framesAround, openMore, stateNow, untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

/** What the page shows in full. */
const shown = (page: Page) => colourSeen(page.getByRole("figure"));

test("from the wall to what a stream showed before, and a link to that moment", async ({ page, app }) => {
  const feed = new Publisher(app, "past/and present");
  await feed.frame("crimson", 9 * 60_000);
  await feed.frame("gold", 5 * 60_000);
  await feed.frame("seagreen");
  await feed.untilShown();
  await page.goto("/?q=past%2Fand");
  await new WallPage(page).tile("past/and present").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "past/and present" })).toBeVisible();
  await expect(page).toHaveTitle("past/and present · Livewall");
  await expect.poll(() => shown(page)).toBe("seagreen");

  // A still of the past must not be taken for what is now, however live the stream is.
  await untilReady(page);
  const onAir = page.getByText(/^On air [^s]/);
  await expect(onAir).toHaveCount(0);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => shown(page)).toBe("gold");
  await expect(onAir).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => shown(page)).toBe("crimson");
  const link = page.url();
  const picture = page.getByRole("figure").getByRole("img");
  const crimson = (await picture.getAttribute("alt")) ?? "";
  await page.keyboard.press("Home");
  await expect.poll(() => shown(page)).toBe("seagreen");
  await expect(onAir).toHaveCount(0);
  await page.goto(link);
  await expect.poll(() => shown(page)).toBe("crimson");

  await expect(framesAround(page)).toHaveCount(3);
  await framesAround(page).nth(1).click();
  await expect.poll(() => shown(page)).toBe("gold");
  const original = await page.getByRole("link", { name: "Open original" }).getAttribute("href");
  const answer = await page.request.get(original ?? "");
  expect((await sharp(await answer.body()).metadata()).width).toBe(1920);
  const download = page.getByRole("link", { name: "Download" });
  const address = (await download.getAttribute("href")) ?? "";
  expect(new URL(address).searchParams.get("response-content-disposition")).toMatch(
    /^attachment; filename="[^"]+\.jpg"/,
  );
  expect(await (await page.request.get(address)).body()).toEqual(await answer.body());
  // This store ignores the disposition: the page stays all the same.
  await Promise.all([page.waitForEvent("popup"), download.click()]);
  await expect(page.getByRole("heading", { name: "past/and present" })).toBeVisible();

  // A date and time of the viewer's own zone.
  const local = await page.evaluate(() => {
    const at = new Date(Date.now() - 7 * 60_000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  });
  await untilReady(page);
  await openMore(page);
  await page.locator("input[type=datetime-local]").fill(local);
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await expect(page.getByText(/^Stalled Last picture/)).toBeVisible();
  // Dimmed, so that it is not taken for one of that time.
  await expect(picture).toHaveAccessibleName(crimson);
  await expect.poll(() => shown(page)).toBe("none");
  await openMore(page);
  await page.getByRole("button", { name: "−1 day" }).click();
  await expect(page.getByText("No pictures from this time or earlier.")).toBeVisible();
  // The future is now.
  await page.goto("/feed?stream=ZG6NWV/past%2Fand+present&at=2090-01-01T00:00:00Z");
  await expect(stateNow(page)).toContainText("Live");
  await expect(page.getByText(/Last picture/)).toHaveCount(0);
});

test("a moment whose original expired has its small picture, and offers no original", async ({
  page,
  app,
}) => {
  const feed = new Publisher(app, "expired in part");
  // No lifecycle rule lets anything expire within a day.
  const before = Date.now() - 26 * 3_600_000;
  const between = before + 60_000;
  const kept = { stream: feed.stream, feed: feed.feed };
  await keepFrame(app, { ...kept, time: before, colour: "crimson" });
  await keepFrame(app, { ...kept, time: before + 9 * 60_000, colour: "seagreen" });
  await feed.frame("gold");
  await feed.untilShown();
  expect(await expireOldestOriginal(app, feed.stream)).toMatchObject({ feed: feed.feed });

  await page.goto(`/feed?stream=ZG6NWV/expired+in+part&at=${new Date(between).toISOString()}`);
  await expect.poll(() => shown(page)).toBe("crimson");
  await expect(page.getByRole("figure").getByRole("img")).toHaveAccessibleName(/^expired in part, /);
  await expect(page.getByText("Only a small preview is kept for this time")).toBeVisible();
  await expect(page.getByRole("link", { name: /original|Download/ })).toHaveCount(0);
  const around = framesAround(page);
  await expect(around).toHaveCount(2);
  await expect.poll(() => colourSeen(around.first().locator("img"))).toBe("crimson");
  await around.last().click();
  await expect.poll(() => shown(page)).toBe("seagreen");
  await expect(page.getByRole("link", { name: "Open original" })).toBeVisible();
  await page.goto(`/feed?stream=ZG6NWV/expired+in+part&at=${new Date(before - 60_000).toISOString()}`);
  await expect(page.getByText("No pictures from this time or earlier.")).toBeVisible();
});

test("axe finds nothing on a stream's page, and nothing is cut off at 320 or 640 px", async ({
  page,
  app,
}) => {
  const feed = new Publisher(app, "a feed that is looked at");
  await feed.frame("gold");
  await feed.untilShown();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/feed?stream=ZG6NWV/a feed that is looked at");
  await expect(page.getByRole("figure")).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  // A laptop's screen at 200 % is 640 px wide.
  for (const width of [320, 640]) {
    await page.setViewportSize({ width, height: 640 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

test("the page of an unknown stream says so, and shows its first picture", async ({ page, app }) => {
  expect((await fetch(`${app.url}/feed?stream=nothing`)).status).toBe(404);
  await page.goto("/feed?stream=ZG6NWV/mistyped");
  await expect(page.getByRole("heading", { name: "Stream not found" })).toBeVisible();
  await expect(page.getByRole("figure")).toHaveCount(0);
  // Nothing to share, and nothing to watch.
  await expect(page.getByRole("button", { name: "Share" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Watch live" })).toHaveCount(0);
  await new Publisher(app, "mistyped").frame("gold");
  await expect.poll(() => shown(page)).toBe("gold");
});
