import { Publisher } from "../../support/publisher.ts";
import { openStream } from "../../support/stream-page.ts";
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

test("the timeline shows when a stream was on; its slider moves the picture, and plays on", async ({
  page,
}) => {
  await openStream(page, "player");
  const timesOn = page.getByText(/^On air 2 times/);
  await expect(timesOn).toBeVisible();
  const picture = page.getByRole("img", { name: /^player, / });
  const newest = await picture.getAttribute("src");
  const slider = page.getByRole("slider", { name: "Moment of the stream" });
  // On a laptop, the picture is seen while the slider is moved.
  for (const part of [slider, page.getByRole("figure"), timesOn])
    await expect(part).toBeInViewport({ ratio: 1 });
  await slider.focus();
  for (let step = 0; step < 9; step += 1) await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/at=/);
  await expect(picture).not.toHaveAttribute("src", newest ?? "");
  await expect(slider).toHaveAttribute("aria-valuetext", /\d/);
  expect(await violations(page)).toEqual([]);

  await page.getByRole("combobox", { name: "Speed" }).selectOption("60×");
  await page.evaluate(() => {
    const figure = document.querySelector("figure");
    if (figure === null) throw new Error("no figure");
    const seen = new Set<string | undefined>();
    const note = () => {
      const src = figure.querySelector("img[alt^='player']")?.getAttribute("src");
      if (src?.includes("/previews/")) figure.dataset.seen = String(seen.add(src.split("?")[0]).size);
    };
    new MutationObserver(note).observe(figure, { subtree: true, childList: true, attributeFilter: ["src"] });
  });
  await page.getByRole("button", { name: "Play" }).click();
  await expect(picture).toHaveAttribute("src", /previews/);
  // Of the two that lie on each other, a screen reader is told of one.
  await expect(picture).toHaveCount(1);
  // The slider passes the two minutes without pictures in one step, and stops at now.
  await expect(page.getByText("Off air", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const seen = await page.locator("figure").getAttribute("data-seen");
  expect(Number(seen)).toBeGreaterThanOrEqual(4);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page shows the picture and the ways to others", async ({ page }) => {
    await page.goto("/feed?stream=ZG6NWV/player");
    await expect(page.getByRole("main").locator("img").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "−10 min" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Link to this moment" })).toBeVisible();
    // What would do nothing is not there, and what is newer comes by itself.
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("slider")).toHaveCount(0);
    await expect(page.locator("noscript meta[http-equiv=refresh]")).toHaveCount(1);
  });
});
