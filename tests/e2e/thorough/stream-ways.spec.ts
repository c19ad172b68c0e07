import type { Page } from "@playwright/test";
import { painted } from "../../support/painted.ts";
import { Publisher } from "../../support/publisher.ts";
import { atQuery, openStream, untilReady } from "../../support/stream-page.ts";
import { SCREENS } from "../../support/screens.ts";
import { expect, test } from "../../support/test.ts";
import { violations } from "../../support/violations.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });

// The first of their wall, in this order: after the last known stream come those of which only the name is known.
test.beforeAll(async ({ app }) => {
  const streams = ["! ways 1", "! ways 2", "! ways 3", "zzz live & well"].map(
    (name) => new Publisher(app, name),
  );
  for (const stream of streams) await stream.frame("gold");
  for (const one of streams) await one.untilShown();
});

test("“Watch live” and “−10 min” are in sight, and the provider's player of the stream opens", async ({
  page,
  context,
}) => {
  const player = { contentType: "text/html", body: "<!doctype html><title>Player</title>" };
  await context.route("https://viewer.millicast.com/**", (route) => route.fulfill(player));
  await openStream(page, "zzz live & well");
  const link = page.getByRole("link", { name: "Watch live" });
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    await expect(link).toBeInViewport({ ratio: 1 });
    if (screen.width >= 1280)
      await expect(page.getByRole("link", { name: "−10 min" })).toBeInViewport({ ratio: 1 });
  }
  const [opened] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await expect(opened).toHaveURL("https://viewer.millicast.com/?streamId=ZG6NWV%2Fzzz%20live%20%26%20well");
  await expect(opened).toHaveTitle("Player");
  expect(await opened.evaluate(() => window.opener as unknown)).toBeNull();
  await expect(title(page)).toHaveText("zzz live & well");
});

test("the focus stays on a link that leads no further, and an open sheet keeps its keys", async ({
  page,
}) => {
  await openStream(page, "! ways 2", atQuery(Date.now()));
  const newest = page.getByRole("link", { name: "Newest" });
  await newest.press("Enter");
  await expect(page).not.toHaveURL(/at=/);
  await expect(newest).toHaveAttribute("aria-disabled", "true");
  await expect(newest).toBeFocused();
  await newest.press("Enter");
  const streams = ledTo(page);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("]");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("[");
  await expect(title(page)).toHaveText("! ways 1");
  expect(streams).not.toContain("ZG6NWV/! ways 3");
  await page.getByRole("link", { name: "Next" }).press("Enter");
  await expect(title(page)).toHaveText("! ways 2");
  const previous = page.getByRole("link", { name: "Previous" });
  await previous.press("Enter");
  await expect(title(page)).toHaveText("! ways 1");
  await expect(previous).toHaveAttribute("aria-disabled", "true");
  await expect(previous).toBeFocused();
  expect(await violations(page)).toEqual([]);
});

/** The streams that the page was led to since. */
function ledTo(page: Page): string[] {
  const streams: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/feed" && searchParams.has("_rsc")) streams.push(searchParams.get("stream") ?? "");
  });
  return streams;
}

test.describe("by finger", () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test("a swipe leads to the adjacent streams, if it neither scrolls, drags nor zooms", async ({ page }) => {
    await openStream(page, "! ways 2");
    const streams = ledTo(page);
    const browser = await page.context().newCDPSession(page);
    await browser.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
    await expect.poll(() => page.evaluate(() => visualViewport?.scale)).toBe(2);
    await swipe(page, [300, 300], [60, 310]);
    await browser.send("Emulation.setPageScaleFactor", { pageScaleFactor: 1 });
    await expect.poll(() => page.evaluate(() => visualViewport?.scale)).toBe(1);
    await page.getByRole("button", { name: "Embed" }).click();
    const sheet = page.getByRole("dialog", { name: "Embed the stream" });
    await expect(sheet).toBeVisible();
    await swipe(page, [300, 30], [60, 40]);
    await sheet.getByRole("button", { name: "Close" }).click();
    expect(streams).not.toContain("ZG6NWV/! ways 3");

    await swipe(page, [300, 300], [60, 310]);
    await expect(title(page)).toHaveText("! ways 3");
    await painted(page);
    await swipe(page, [60, 300], [300, 310]);
    await expect(title(page)).toHaveText("! ways 2");
    await untilReady(page);
    await swipe(page, [200, 500], [90, 300]);
    // Where it is when it has come to rest.
    await page.getByRole("slider").click({ trial: true });
    const slider = await page.getByRole("slider").boundingBox();
    const level = (slider?.y ?? 0) + (slider?.height ?? 0) / 2;
    await swipe(page, [300, level], [60, level]);
    await expect(page).toHaveURL(/at=/);
    await expect(title(page)).toHaveText("! ways 2");
  });
});

type Place = readonly [x: number, y: number];

async function swipe(page: Page, from: Place, to: Place): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at: readonly Place[]) =>
    browser.send("Input.dispatchTouchEvent", { type, touchPoints: at.map(([x, y]) => ({ x, y })) });
  await touch("touchStart", [from]);
  await touch("touchMove", [[(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]]);
  await touch("touchMove", [to]);
  await touch("touchEnd", []);
  await browser.detach();
}
