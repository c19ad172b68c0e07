import type { Page, Route } from "@playwright/test";
import { colourSeen } from "../../support/colour-seen.ts";
import { keepFrame } from "../../support/kept-frame.ts";
import { Publisher } from "../../support/publisher.ts";
import { atQuery, openStream } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;
const STEP = 30_000;
/** Longer than the slider waits before the page follows. */
const SLOW_MS = 1_500;
/** A moment of the slider's grid, with frames before and after it. */
const START = Math.floor((Date.now() - 4 * MINUTE) / STEP) * STEP;
const slider = (page: Page) => page.getByRole("slider", { name: "Moment of the stream" });
const isMoveOf = (url: URL) => url.pathname === "/feed" && url.searchParams.has("_rsc");
const at = (url: string) => Date.parse(new URL(url).searchParams.get("at") ?? "");
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.beforeAll(async ({ app }) => {
  const [stage, other, left] = [1, 2, 3].map((n) => new Publisher(app, `moves ${n}`));
  if (stage === undefined || other === undefined || left === undefined) throw new Error("no stage");
  const { stream, feed } = stage;
  await keepFrame(app, { stream, feed, time: Date.now() - 5 * 24 * 60 * MINUTE });
  for (let age = 5 * MINUTE; age > 0; age -= STEP) await stage.frame("crimson", age);
  await stage.frame("gold");
  await other.frame("gold");
  await left.frame("crimson", 2 * MINUTE);
  await left.frame("crimson", MINUTE);
  await left.ended();
  for (const one of [stage, other, left]) await one.untilShown();
});

test.describe("while it plays", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("a link is to the moment that is shown, and another moment ends it", async ({ page }) => {
    await openStream(page, "moves 1", atQuery(START));
    await page.getByRole("combobox", { name: "Speed" }).selectOption("30×");
    await page.getByRole("button", { name: "Play" }).click();
    await expect(slider(page)).not.toHaveValue(String(START));
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect(page.getByRole("status")).toHaveText("Link copied");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(at(link)).toBeGreaterThan(START);
    await page.getByRole("link", { name: "Newest" }).click();
    await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
    await expect(page.getByText("Not live")).toHaveCount(0);
    await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("gold");
    await expect(page).toHaveURL("/feed?stream=ZG6NWV%2Fmoves+1");
  });
});

test("no step of the slider is lost, and none overrides a link that is followed after it", async ({
  page,
}) => {
  await openStream(page, "moves 1", atQuery(START));
  // Moved and put back, it shows the full picture again.
  const asked = page.waitForResponse(/\/api\/history/);
  await slider(page).press("ArrowRight");
  await expect(slider(page)).toHaveValue(String(START + STEP));
  await slider(page).press("ArrowLeft");
  await expect(slider(page)).toHaveValue(String(START));
  await asked;
  await expect(page.getByRole("img", { name: /^moves 1, / })).toHaveAttribute("src", /\/log\//);

  // The server still answers the first of two steps when the second is made.
  const held: Route[] = [];
  await page.route(isMoveOf, (route) => (held.push(route) === 1 ? undefined : route.continue()));
  await slider(page).press("ArrowRight");
  await expect.poll(() => held.length).toBe(1);
  await slider(page).press("ArrowRight");
  await held[0]?.continue();
  await expect.poll(() => at(page.url())).toBe(START + 2 * STEP);
  await expect(slider(page)).toHaveValue(String(START + 2 * STEP));
  await page.unroute(isMoveOf);

  await page.route(isMoveOf, async (route) => {
    await pause(SLOW_MS);
    await route.continue();
  });
  const back = page.getByRole("link", { name: "−10 min" });
  const then = START + 2 * STEP - 10 * MINUTE;
  await expect(back).toHaveAttribute("href", new RegExp(new Date(then).toISOString()));
  await slider(page).press("ArrowRight");
  // At once: a click of the test would wait for the page to be still.
  await back.evaluate((link) => (link as HTMLElement).click());
  await expect.poll(() => at(page.url())).toBe(then);
  await expect(slider(page)).toHaveValue(String(then));
});

test("another stream is not shown at the moment of the slider, and an ended one has a past", async ({
  page,
}) => {
  await openStream(page, "moves 1", atQuery(START));
  await page.keyboard.press("Home");
  await expect(page.getByText("Not live")).toHaveCount(0);
  await slider(page).press("ArrowLeft");
  await expect(page.getByText("Not live")).toBeVisible();
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("moves 2");
  await expect(page.getByText("Not live")).toHaveCount(0);
  await page.keyboard.press("]");
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();
  await slider(page).press("ArrowLeft");
  await expect(page.getByRole("img", { name: /^moves 3, / })).toHaveAttribute("src", /previews/);
  await expect(page.getByText("Off air", { exact: true })).toHaveCount(0);
});

test.describe("in an outage", () => {
  test.use({ expectedErrors: /ERR_|Failed to load/ });

  test("the timeline asks again when a stream was on, and says nothing of it meanwhile", async ({ page }) => {
    let fails = 3;
    await page.route("**/api/coverage*", (route) => (fails-- > 0 ? route.abort() : route.continue()));
    await page.clock.install();
    await openStream(page, "moves 1");
    await expect(async () => {
      await page.clock.fastForward(10_000);
      await expect(page.getByText(/^On air once/)).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.unroute("**/api/coverage*");
    // Of a month, it tells by hours.
    for (const span of ["7 days", "30 days"]) {
      await page.getByRole("combobox", { name: "Show" }).selectOption(span);
      await expect(page.getByText(/^On air 2 times/)).toBeVisible();
    }
    await page.getByRole("combobox", { name: "Show" }).selectOption("1 hour");
    await expect(page.getByText(/^On air once/)).toBeVisible();

    const held: Route[] = [];
    await page.route("**/api/coverage*", (route) => void held.push(route));
    await page.getByRole("link", { name: "−1 day" }).click();
    await expect(page).toHaveURL(/at=/);
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await expect(page.getByText(/^On air|^No pictures/)).toHaveCount(0);
    await Promise.all(held.map((route) => route.continue()));
    await page.unroute("**/api/coverage*");
    await expect(page.getByText("No pictures in this time")).toBeVisible();
  });
});
