import { AxeBuilder } from "@axe-core/playwright";
import type { Page, Route } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { keepFrame } from "../../support/kept-frame.ts";
import { Publisher } from "../../support/publisher.ts";
import { untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;
const STEP = 30_000;
const picture = (page: Page) => page.getByRole("main").locator("img").first();

async function broadcast(app: App, publisher: Publisher): Promise<void> {
  // On for a minute, off for two, and on again until now.
  for (const [age, colour] of [
    [5 * MINUTE, "crimson"],
    [4.5 * MINUTE, "crimson"],
    [1.5 * MINUTE, "seagreen"],
    [MINUTE, "seagreen"],
    [0.5 * MINUTE, "gold"],
  ] as const)
    await publisher.frame(colour, age);
  // Only of what is on the wall is there a past, and the wall may be that of two seconds ago.
  await expect.poll(async () => (await fetch(`${app.url}/api/feeds`)).text()).toContain(publisher.stream);
}

test("the timeline shows when a stream was on; its slider moves the picture, and the address follows", async ({
  app,
  page,
}) => {
  const stage = new Publisher(app, "player drag");
  await broadcast(app, stage);
  await page.goto("/feed?stream=ZG6NWV/player+drag");
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expect(page.getByText(/^On air 2 times, and it goes on$/)).toBeVisible();
  const newest = await picture(page).getAttribute("src");
  const slider = page.getByRole("slider", { name: "Moment of the stream" });
  // On a laptop, whoever moves it sees the picture.
  await expect(slider).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("figure")).toBeInViewport({ ratio: 1 });
  await expect(page.getByText(/^On air 2 times/)).toBeInViewport({ ratio: 1 });
  await slider.focus();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/at=/);
  await expect(picture(page)).not.toHaveAttribute("src", newest ?? "");
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/\d/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("the timeline of a month shows by hours when a stream was off", async ({ app, page }) => {
  const stage = new Publisher(app, "player month");
  await broadcast(app, stage);
  await keepFrame(app, { stream: stage.stream, feed: stage.feed, time: Date.now() - 5 * 24 * 60 * MINUTE });
  await page.goto("/feed?stream=ZG6NWV/player+month");
  await untilReady(page);
  for (const span of ["7 days", "30 days"]) {
    await page.getByLabel("Show").selectOption(span);
    await expect(page.getByText(/^On air 2 times, and it goes on$/)).toBeVisible();
  }
});

test("while it is not known when a stream was on, nothing is said of another time", async ({ app, page }) => {
  const stage = new Publisher(app, "player unknown");
  await broadcast(app, stage);
  await page.goto("/feed?stream=ZG6NWV/player+unknown");
  await untilReady(page);
  await page.getByLabel("Show").selectOption("1 hour");
  await expect(page.getByText(/^On air 2 times, and it goes on$/)).toBeVisible();
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

test("where only a part is known, nothing is said of how often a stream was on, or that it was not", async ({
  app,
  page,
}) => {
  await broadcast(app, new Publisher(app, "player part"));
  await page.route("**/api/coverage*", async (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const [from, to] = [Number(asked.get("from")), Number(asked.get("to"))];
    const third = (to - from) / 3;
    const on = [
      [from + third, from + 1.1 * third],
      [from + 2.5 * third, to],
    ];
    await route.fulfill({ json: { on, unknown: [[from, from + third]], faults: [] } });
  });
  await page.goto("/feed?stream=ZG6NWV/player+part");
  await expect(page.getByText("When it was on is known only in part")).toBeVisible();
  await expect(page.getByText(/^On air/)).toHaveCount(0);
});

test("plays the past of an ended stream", async ({ app, page }) => {
  const stage = new Publisher(app, "player left");
  await broadcast(app, stage);
  await stage.ended();
  await page.goto("/feed?stream=ZG6NWV/player+left");
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();
  const slider = page.getByRole("slider", { name: "Moment of the stream" });
  await slider.press("ArrowLeft");
  await expect(page.getByRole("img", { name: /^player left, / })).toHaveAttribute("src", /previews/);
  await expect(page.getByText("Off air", { exact: true })).toHaveCount(0);
});

test.describe("in an outage", () => {
  test.use({ expectedErrors: /ERR_|Failed to load/ });

  test("when a stream was on is soon asked again", async ({ app, page }) => {
    await broadcast(app, new Publisher(app, "player again"));
    let fails = 3;
    await page.route("**/api/coverage*", (route) => (fails-- > 0 ? route.abort() : route.continue()));
    await page.goto("/feed?stream=ZG6NWV/player+again");
    await expect(page.getByText(/^On air 2 times/)).toBeVisible({ timeout: 30_000 });
  });
});

test("what is asked of the coverage lies on a grid, so that nobody can ask for ever more of it", async ({
  app,
}) => {
  const DAY = 86_400_000;
  const begin = Math.floor(Date.now() / DAY - 40) * DAY;
  const statusOf = async (from: number, length: number) => {
    const query = `from=${begin + from}&to=${begin + from + length}`;
    return (await fetch(`${app.url}/api/coverage?stream=ZG6NWV/player&${query}`)).status;
  };
  expect(await statusOf(STEP, DAY)).toBe(200);
  // Of more than a day, whole hours; of more than a month, nothing.
  expect(await statusOf(0, DAY + STEP)).toBe(400);
  expect(await statusOf(0, DAY + 60 * MINUTE)).toBe(200);
  expect(await statusOf(0, 31 * DAY)).toBe(200);
  expect(await statusOf(0, 31 * DAY + 60 * MINUTE)).toBe(400);
  expect(await statusOf(1, STEP)).toBe(400);
  expect(await statusOf(STEP, 0)).toBe(400);
});

test("the past is played at the chosen speed, over the times when nothing was on, until it is paused", async ({
  app,
  page,
}) => {
  const stage = new Publisher(app, "player play");
  await broadcast(app, stage);
  await page.goto(`/feed?stream=ZG6NWV/player+play&at=${new Date(Date.now() - 5 * MINUTE).toISOString()}`);
  await expect(page.getByText(/^On air 2 times/)).toBeVisible();
  await page.getByLabel("Speed").selectOption("60×");
  await page.evaluate(() => {
    const figure = document.querySelector("figure");
    if (figure === null) throw new Error("no figure");
    const note = () => {
      const src = figure.querySelector("img[alt^='player play']")?.getAttribute("src");
      if (src?.includes("/previews/"))
        figure.dataset.seen = [
          ...new Set([...(figure.dataset.seen ?? "").split(" "), src.split("?")[0]]),
        ].join(" ");
    };
    new MutationObserver(note).observe(figure, { subtree: true, childList: true, attributeFilter: ["src"] });
  });
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByRole("img", { name: /^player play, / })).toHaveAttribute("src", /previews/);
  // Of the two that lie on each other, a screen reader is told of one.
  await expect(page.getByRole("img", { name: /^player play, / })).toHaveCount(1);
  // The slider passes the two minutes without pictures in one step, and stops at now.
  await expect(page.getByText("Off air", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible({ timeout: 30_000 });
  const seen = await page.locator("figure").getAttribute("data-seen");
  expect(seen?.trim().split(" ").length).toBeGreaterThanOrEqual(4);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page shows the picture and the ways to others", async ({ app, page }) => {
    await broadcast(app, new Publisher(app, "player plain"));
    await page.goto("/feed?stream=ZG6NWV/player+plain");
    await expect(picture(page)).toBeVisible();
    await expect(page.getByRole("link", { name: "−10 min" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Link to this moment" })).toBeVisible();
    // What would do nothing is not there, and what is newer comes by itself.
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("slider")).toHaveCount(0);
    await expect(page.locator("noscript meta[http-equiv=refresh]")).toHaveCount(1);
  });
});
