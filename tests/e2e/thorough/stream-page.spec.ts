import type { Page, Route } from "@playwright/test";
import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { atQuery, openMore, openStream, streamSlider } from "../../support/stream-page.ts";
import { swipe } from "../../support/swipe.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;
const STEP = 30_000;
const title = (page: Page) => page.getByRole("heading", { level: 1 });
const at = (url: string) => Date.parse(new URL(url).searchParams.get("at") ?? "");

// The first of their wall, in this order.
test.beforeAll(async ({ app }) => {
  const streams = ["! page 1", "! page 2", "! page 3"].map((name) => new Publisher(app, name));
  for (let age = 5 * MINUTE; age > 0; age -= STEP) await streams[0]?.frame("crimson", age);
  for (const stream of streams) await stream.frame("gold");
  for (const one of streams) await one.untilShown();
});

test.describe("on a slow line", () => {
  test.use({ expectedErrors: /ERR_FAILED/ });

  test("a small picture stands for one that is loading or lost; without both, words do", async ({
    app,
    page,
  }) => {
    const stage = new Publisher(app, "in small");
    await stage.frame("crimson", MINUTE);
    await stage.frame("seagreen");
    await stage.untilShown();
    const picture = page.getByRole("figure").getByRole("img");
    const fulls: Route[] = [];
    await page.route("**/log/**", (route) => void fulls.push(route));
    await page.goto("/feed?stream=ZG6NWV/in+small", { waitUntil: "commit" });
    await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("seagreen");
    await expect.poll(() => fulls.length).toBe(1);
    await fulls[0]?.abort();
    await expect(picture).toHaveAttribute("src", /previews/);
    await expect(picture).toHaveAccessibleName(/^in small, /);
    await page.unroute("**/log/**");
    await page.route(/\/(log|previews)\//, (route) => route.abort());
    await page.reload();
    await expect(page.getByRole("figure").getByText("No picture could be loaded")).toBeVisible();
    await expect(picture).toHaveCount(0);
  });
});

test("a moment stays when a newer frame comes", async ({ app, page }) => {
  const stage = new Publisher(app, "and then");
  await stage.frame("crimson", 3 * MINUTE);
  await stage.untilShown();
  await openStream(page, "and then", atQuery(Date.now() - 2 * MINUTE));
  const picture = page.getByRole("figure").getByRole("img");
  const before = await picture.getAttribute("src");
  const polled = page.waitForResponse(async (response) => {
    // A poll that brings nothing new, 304, has no body.
    const isPoll = response.url().includes("/api/feeds") && response.status() === 200;
    return isPoll && (await response.text()).includes(stage.feed);
  });
  await stage.frame("seagreen");
  await polled;
  await expect(picture).toHaveAttribute("src", before ?? "");
});

test("no jump is undone by a timeline that comes to rest after it", async ({ page }) => {
  const start = Math.floor((Date.now() - 2 * MINUTE) / STEP) * STEP;
  await openStream(page, "! page 1", atQuery(start));
  const slider = streamSlider(page);
  await slider.press("ArrowLeft");
  await expect(slider).toHaveValue(String(start - STEP));
  await expect.poll(() => at(page.url())).toBe(start - STEP);
  await slider.press("ArrowLeft");
  await slider.press("ArrowLeft");
  await openMore(page);
  const held: Route[] = [];
  await page.route("**/api/moment*", (route) => void held.push(route));
  await page.getByRole("button", { name: "−10 min" }).click();
  const jumped = start - 3 * STEP - 10 * MINUTE;
  await expect.poll(() => at(page.url())).toBe(jumped);
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await Promise.all(held.map((route) => route.continue()));
  await page.unroute("**/api/moment*");
  await expect(page.getByText("No pictures from this time or earlier.")).toBeVisible();
  expect(at(page.url())).toBe(jumped);
});

test("a sheet names the keys and keeps them; the focus stays on a link that leads no further", async ({
  page,
}) => {
  await openStream(page, "! page 2");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("previous / next picture");
  // In two columns, or in one where there is no room.
  const columns = () =>
    sheet
      .locator("dt")
      .evaluateAll((keys) => new Set(keys.map((key) => key.getBoundingClientRect().left)).size);
  expect(await columns()).toBe(2);
  await page.setViewportSize({ width: 600, height: 800 });
  expect(await columns()).toBe(1);
  await page.setViewportSize({ width: 1_280, height: 720 });
  await page.keyboard.press("]");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("[");
  await expect(title(page)).toHaveText("! page 1");
  const previous = page.getByRole("link", { name: /^Previous/ });
  await page.getByRole("link", { name: /^Next/ }).press("Enter");
  await expect(title(page)).toHaveText("! page 2");
  await previous.press("Enter");
  await expect(title(page)).toHaveText("! page 1");
  await expect(previous).toBeFocused();
});

test("“Watch live” opens the provider's player, and F the picture over the window", async ({
  page,
  context,
}) => {
  const player = { contentType: "text/html", body: "<!doctype html><title>Player</title>" };
  await context.route("https://viewer.millicast.com/**", (route) => route.fulfill(player));
  await openStream(page, "! page 3");
  const link = page.getByRole("link", { name: "Watch live" });
  const [opened] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await expect(opened).toHaveURL("https://viewer.millicast.com/?streamId=ZG6NWV%2F!%20page%203");
  expect(await opened.evaluate(() => window.opener as unknown)).toBeNull();
  await opened.close();
  await page.keyboard.press("f");
  await expect(page.getByRole("dialog", { name: /^! page 3, / })).toBeVisible();
});

test("a favourite of the page is one of the wall", async ({ page }) => {
  await openStream(page, "! page 2");
  const star = page.getByRole("button", { name: "Favourite" });
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(star).toHaveAttribute("aria-pressed", "true");
});

test.describe("in an outage", () => {
  test.use({ expectedErrors: /ERR_|Failed to load/ });

  test("the timeline asks again when a stream was on", async ({ page }) => {
    let fails = 2;
    await page.route("**/api/coverage*", (route) => (fails-- > 0 ? route.abort() : route.continue()));
    await page.clock.install();
    await openStream(page, "! page 1");
    await expect(async () => {
      await page.clock.fastForward(10_000);
      expect(fails).toBeLessThan(0);
    }).toPass();
    await expect(page.locator('[data-kind="on"]').first()).toBeAttached();
  });
});

test.describe("by finger", () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test("a swipe over the picture leads to the adjacent streams, one over the timeline does not", async ({
    page,
  }) => {
    await openStream(page, "! page 2");
    await swipe(page, [300, 150], [60, 160]);
    await expect(title(page)).toHaveText("! page 3");
    await swipe(page, [60, 150], [300, 160]);
    await expect(title(page)).toHaveText("! page 2");
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const line = await page.locator("[data-timeline]").boundingBox();
    const level = (line?.y ?? 0) + (line?.height ?? 0) / 2;
    await swipe(page, [300, level], [60, level]);
    await expect(page).toHaveURL(/at=/);
    await expect(title(page)).toHaveText("! page 2");
  });
});

test.describe("on a narrow phone", () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });

  test("the dialog that shares fits in the window", async ({ page }) => {
    await openStream(page, "! page 2");
    await page.getByRole("button", { name: "Share" }).click();
    const dialog = page.getByRole("dialog");
    const copy = dialog.getByRole("button", { name: "Copy link" });
    await copy.scrollIntoViewIfNeeded();
    await expect(copy).toBeInViewport({ ratio: 0.99 });
    await expect.poll(() => dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });
});
