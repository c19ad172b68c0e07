import type { Page, Route } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;
const STEP = 30_000;
/** Longer than the slider waits before the page follows. */
const SLOW_MS = 1_500;
const slider = (page: Page) => page.getByRole("slider", { name: "Moment of the stream" });
const isMoveOf = (url: URL) => url.pathname === "/feed" && url.searchParams.has("_rsc");
const at = (url: string) => Date.parse(new URL(url).searchParams.get("at") ?? "");
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A stream that was on for the last five minutes, and its page at a moment of the slider's grid. */
async function open(page: Page, app: App, name: string): Promise<number> {
  const stage = new Publisher(app, name);
  for (let age = 5 * MINUTE; age > 0; age -= STEP) await stage.frame("crimson", age);
  await stage.frame("gold");
  await expect.poll(async () => (await fetch(`${app.url}/api/feeds`)).text()).toContain(stage.stream);
  const moment = Math.floor((Date.now() - 4 * MINUTE) / STEP) * STEP;
  const query = new URLSearchParams({ stream: stage.stream, at: new Date(moment).toISOString() });
  await page.goto(`/feed?${query.toString()}`);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  return moment;
}

test("whoever goes elsewhere while it plays stops it, and is not brought back", async ({ app, page }) => {
  await open(page, app, "moves play");
  await page.getByLabel("Speed").selectOption("30×");
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByRole("img", { name: /^moves play, / })).toHaveAttribute("src", /previews/);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  await expect(page.getByText("Not live")).toHaveCount(0);
  await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("gold");
  await expect(page).toHaveURL("/feed?stream=ZG6NWV%2Fmoves+play");
});

test("a step that is made while the server still answers the one before is not lost", async ({
  app,
  page,
}) => {
  const start = await open(page, app, "moves twice");
  const held: Route[] = [];
  await page.route(isMoveOf, (route) => (held.push(route) === 1 ? undefined : route.continue()));
  await slider(page).press("ArrowRight");
  await expect.poll(() => held.length).toBe(1);
  await slider(page).press("ArrowRight");
  await held[0]?.continue();
  await expect.poll(() => at(page.url())).toBe(start + 2 * STEP);
  await expect(slider(page)).toHaveValue(String(start + 2 * STEP));
});

test("a link that is followed just after a step is not overridden by it", async ({ app, page }) => {
  const start = await open(page, app, "moves link");
  await page.route(isMoveOf, async (route) => {
    await pause(SLOW_MS);
    await route.continue();
  });
  await slider(page).press("ArrowRight");
  // At once: a click of the test would wait for the page to be still.
  await page.getByRole("link", { name: "−10 min" }).evaluate((link) => (link as HTMLElement).click());
  await expect.poll(() => at(page.url())).toBe(start - 10 * MINUTE);
  await expect(slider(page)).toHaveValue(String(start - 10 * MINUTE));
});

test("another stream is not shown at the moment that the slider was at", async ({ app, page }) => {
  await new Publisher(app, "moves ways 2").frame("gold");
  await open(page, app, "moves ways 1");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("link", { name: "Next" })).toHaveAttribute("href", /moves\+ways\+2/, {
      timeout: 1_000,
    });
  }).toPass();
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await page.keyboard.press("Home");
  await expect(page.getByText("Not live")).toHaveCount(0);
  await slider(page).press("ArrowLeft");
  await expect(page.getByText("Not live")).toBeVisible();
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("moves ways 2");
  await expect(page.getByText("Not live")).toHaveCount(0);
});

test("a slider that is moved and put back shows the full picture again", async ({ app, page }) => {
  const start = await open(page, app, "moves back");
  const asked = page.waitForResponse(/\/api\/history/);
  await slider(page).press("ArrowRight");
  await expect(slider(page)).toHaveValue(String(start + STEP));
  await slider(page).press("ArrowLeft");
  await expect(slider(page)).toHaveValue(String(start));
  await asked;
  await expect(page.getByRole("img", { name: /^moves back, / })).toHaveAttribute("src", /\/log\//);
});

test.describe("to share", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("while it plays, the link is to the moment that is shown", async ({ app, page }) => {
    const start = await open(page, app, "moves share");
    await page.getByLabel("Speed").selectOption("30×");
    await page.getByRole("button", { name: "Play" }).click();
    await expect(slider(page)).not.toHaveValue(String(start));
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.getByRole("status")).toHaveText("Link copied");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(at(link)).toBeGreaterThan(start);
  });
});
