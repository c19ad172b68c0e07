import { Publisher } from "../../support/publisher.ts";
import { openMore, openStream, streamSlider } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { violations } from "../../support/violations.ts";

const MINUTE = 60_000;

/** On for a minute, off for two, and on again until now. */
const FRAMES = [
  [5 * MINUTE, "crimson"],
  [4.5 * MINUTE, "crimson"],
  [1.5 * MINUTE, "seagreen"],
  [MINUTE, "seagreen"],
  [0.5 * MINUTE, "gold"],
] as const;

test.beforeAll(async ({ app }) => {
  const stage = new Publisher(app, "player");
  for (const [age, colour] of FRAMES) await stage.frame(colour, age);
  await stage.untilShown();
});

test("the timeline moves the picture, and plays on to now", async ({ page }) => {
  await openStream(page, "player");
  const picture = page.getByRole("img", { name: /^player, / });
  const newest = await picture.getAttribute("src");
  const slider = streamSlider(page);
  // On a laptop, the picture is seen while the timeline is moved.
  for (const part of [page.locator("[data-timeline]"), page.getByRole("figure")])
    await expect(part).toBeInViewport({ ratio: 1 });
  await expect(page.locator('[data-kind="on"]').first()).toBeAttached();
  await slider.focus();
  for (let step = 0; step < 9; step += 1) await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/at=/);
  await expect(picture).not.toHaveAttribute("src", newest ?? "");
  await expect(picture).toHaveAttribute("src", /\/log\//);
  await expect(page.locator(".past-frame")).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await openMore(page);
  await page.getByText("60×").click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Play" }).click();
  await expect(picture).toHaveAttribute("src", /previews/);
  // Of the two that lie on each other, a screen reader is told of one.
  await expect(picture).toHaveCount(1);
  // It passes the two minutes without pictures in one step, and stops at now.
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
});

test("Back undoes a jump, and not a step", async ({ page }) => {
  await openStream(page, "player");
  const live = page.url();
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/at=/);
  const step = page.url();
  await openMore(page);
  await page.getByRole("button", { name: "−10 min" }).click();
  await expect(page.getByText("No pictures from this time or earlier.")).toBeVisible();
  expect(page.url()).not.toBe(step);
  await page.goBack();
  await expect(page).toHaveURL(step);
  await expect(page.getByRole("img", { name: /^player, / })).toBeVisible();
  await page.keyboard.press("Home");
  await expect(page).toHaveURL(live);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page shows the picture and the ways to others", async ({ page }) => {
    await page.goto("/feed?stream=ZG6NWV/player&at=garbage");
    await expect(
      page.getByText("The time in this link is not valid. Showing the latest picture."),
    ).toBeVisible();
    await expect(page.getByRole("main").locator("img").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "−10 min" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Link to this moment" })).toBeVisible();
    // The strip is not scrolled: the shown picture is in it at once.
    await expect(page.locator("ol [aria-current=true]")).toBeInViewport();
    // What would do nothing is not there, and what is newer comes by itself.
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("slider")).toHaveCount(0);
    await expect(page.locator("noscript meta[http-equiv=refresh]")).toHaveCount(1);
  });
});
