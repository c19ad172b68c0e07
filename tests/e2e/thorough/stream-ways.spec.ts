import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { painted } from "../../support/painted.ts";
import { Publisher } from "../../support/publisher.ts";
import { untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

test("“Watch live” is seen without scrolling, and opens the provider's player for that stream beside the page", async ({
  app,
  page,
  context,
}) => {
  const player = { contentType: "text/html", body: "<!doctype html><title>Player</title>" };
  await context.route("https://viewer.millicast.com/**", (route) => route.fulfill(player));
  await new Publisher(app, "ways/live & well").frame("gold");
  await page.goto(`/feed?${new URLSearchParams({ stream: "ZG6NWV/ways/live & well" }).toString()}`);
  const link = page.getByRole("link", { name: "Watch live" });
  for (const [width, height] of [
    [360, 780],
    [1280, 720],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(link).toBeInViewport({ ratio: 1 });
  }
  const [opened] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await expect(opened).toHaveURL("https://viewer.millicast.com/?streamId=ZG6NWV%2Fways%2Flive%20%26%20well");
  await expect(opened).toHaveTitle("Player");
  expect(await opened.evaluate(() => window.opener as unknown)).toBeNull();
  await expect(page.getByRole("heading", { name: "ways/live & well" })).toBeVisible();
});

test("the focus stays on a way that leads no further", async ({ app, page }) => {
  for (const name of ["zz ways 1", "zz ways 2"]) await new Publisher(app, name).frame("gold");
  await expect(async () => {
    await page.goto(`/feed?stream=ZG6NWV/zz+ways+1&at=${new Date().toISOString()}`);
    await expect(page.getByRole("link", { name: "Next" })).toHaveAttribute("href", /zz\+ways\+2/, {
      timeout: 1_000,
    });
  }).toPass();
  await untilReady(page);
  const newest = page.getByRole("link", { name: "Newest" });
  await newest.press("Enter");
  await expect(page).not.toHaveURL(/at=/);
  await expect(newest).toHaveAttribute("aria-disabled", "true");
  await expect(newest).toBeFocused();
  await newest.press("Enter");
  const next = page.getByRole("link", { name: "Next" });
  await next.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("zz ways 2");
  await expect(next).toHaveAttribute("aria-disabled", "true");
  await expect(next).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
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

async function openMiddle(app: App, page: Page, word: string): Promise<void> {
  for (const name of ["1", "2", "3"]) await new Publisher(app, `${word} ${name}`).frame("gold");
  await expect(async () => {
    await page.goto(`/feed?${new URLSearchParams({ stream: `ZG6NWV/${word} 2` }).toString()}`);
    await expect(page.getByRole("link", { name: "Next" })).toHaveAttribute("href", /\+3$/, {
      timeout: 1_000,
    });
  }).toPass();
  await untilReady(page);
}

test("the keys of an open sheet lead to no other stream", async ({ app, page }) => {
  await openMiddle(app, page, "ways sheet");
  const streams = ledTo(page);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("]");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("[");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("ways sheet 1");
  expect(streams).not.toContain("ZG6NWV/ways sheet 3");
});

test.describe("by finger", () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test("a swipe leads to the streams beside, and a scroll or a drag of the slider does not", async ({
    app,
    page,
  }) => {
    for (const name of ["ways 1", "ways 2", "ways 3"]) await new Publisher(app, name).frame("gold");
    const title = page.getByRole("heading", { level: 1 });
    await expect(async () => {
      await page.goto("/feed?stream=ZG6NWV/ways+2");
      await expect(page.getByRole("link", { name: "Next" })).toHaveAttribute("href", /ways\+3/, {
        timeout: 1_000,
      });
    }).toPass();
    await untilReady(page);
    await swipe(page, [300, 300], [60, 310]);
    await expect(title).toHaveText("ways 3");
    await painted(page);
    await swipe(page, [60, 300], [300, 310]);
    await expect(title).toHaveText("ways 2");
    await untilReady(page);
    await swipe(page, [200, 500], [90, 300]);
    // Where it is when it has come to rest.
    await page.getByRole("slider").click({ trial: true });
    const slider = await page.getByRole("slider").boundingBox();
    const level = (slider?.y ?? 0) + (slider?.height ?? 0) / 2;
    await swipe(page, [300, level], [60, level]);
    await expect(page).toHaveURL(/at=/);
    await expect(title).toHaveText("ways 2");
  });

  test("a swipe over a picture that is zoomed in, or over a sheet, leads nowhere", async ({ app, page }) => {
    await openMiddle(app, page, "ways zoom");
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
    expect(streams).not.toContain("ZG6NWV/ways zoom 3");
    await swipe(page, [300, 300], [60, 310]);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("ways zoom 3");
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
