import type { Page } from "@playwright/test";
import type { Fault } from "#lib/model/frame.ts";
import type { App } from "../../../scripts/app/app.ts";
import { keepFrame } from "../../support/kept-frame.ts";
import { momentOf, openPast } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { atQuery, openStream, untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { violations } from "../../support/violations.ts";

const STEP = 30_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const marks = (page: Page) => page.locator("[data-kind]");
const kindsOf = (page: Page) =>
  marks(page).evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLElement).dataset.kind))].sort());

/**
 * On for ten minutes an hour ago: black at first, then frozen, which the ninth picture tells, and damaged at the end.
 *
 * @returns when it began
 */
async function badHour(app: App, stream: string): Promise<number> {
  const begin = Math.floor((Date.now() - HOUR) / STEP) * STEP;
  for (let n = 0; n < 20; n += 1) {
    const faults: Fault[] = n < 2 ? ["black"] : n === 8 ? ["frozen"] : n > 17 ? ["damaged"] : [];
    await keepFrame(app, { stream, feed: "one", time: begin + n * STEP, faults });
  }
  return begin;
}

test("a stream's timeline marks its faults; keys and buttons jump between them", async ({ page, app }) => {
  const camera = new Publisher(app, "faulty");
  const { stream } = camera;
  const begin = await badHour(app, stream);
  const hour = Math.floor((Date.now() - 9 * 24 * HOUR) / HOUR) * HOUR;
  for (const [place, faults] of [[], ["black"], []].entries())
    await keepFrame(app, { stream, feed: "one", time: hour + place * HOUR, faults: faults as Fault[] });
  await camera.frame("gold");
  await camera.untilShown();
  await openStream(page, "faulty");
  const timeline = page.getByRole("group", { name: "Playback" });
  await timeline.getByRole("button", { name: "Longer range" }).click();
  await expect.poll(() => kindsOf(page)).toEqual(["black", "damaged", "frozen", "on", "stalled"]);
  expect(await violations(page)).toEqual([]);

  const previous = timeline.getByRole("button", { name: "Previous fault" });
  const stalledAt = begin + 19 * STEP + 75_000;
  const offlineAt = stalledAt + 225_000;
  for (const at of [offlineAt, stalledAt]) {
    await page.keyboard.press("Shift+N");
    await expect.poll(() => momentOf(page)).toBe(Math.ceil(at / STEP) * STEP);
  }
  await previous.click();
  await expect.poll(() => momentOf(page)).toBe(begin + 18 * STEP);
  for (const place of [2, 0]) {
    await page.keyboard.press("Shift+N");
    await expect.poll(() => momentOf(page)).toBe(begin + place * STEP);
  }
  await page.keyboard.press("n");
  await expect.poll(() => momentOf(page)).toBe(begin + 2 * STEP);
  await timeline.getByRole("button", { name: "Next fault" }).click();
  await expect.poll(() => momentOf(page)).toBe(begin + 18 * STEP);
  await expect(page).toHaveURL(/at=/);

  // Where the stretch has none, the jump goes on through the month.
  for (const place of [2, 0]) {
    await page.keyboard.press("Shift+N");
    await expect.poll(() => momentOf(page)).toBe(begin + place * STEP);
  }
  const far = [2, 1].map((hours) => hour + hours * HOUR);
  for (const at of far.flatMap((time) => [time + 5 * MINUTE, time + 75_000])) {
    await previous.click();
    await expect.poll(() => momentOf(page)).toBe(Math.ceil(at / STEP) * STEP);
  }
  await previous.click();
  await expect.poll(() => momentOf(page)).toBe(hour + HOUR);
  await expect(timeline.getByText("30 days")).toHaveCount(0);
});

test("before the first picture of a stream is no fault, and no time on air", async ({ page, app }) => {
  const camera = new Publisher(app, "black from the first");
  const { stream } = camera;
  const hour = Math.floor((Date.now() - 3 * HOUR) / HOUR) * HOUR;
  const first = hour + 3 * MINUTE + 4_000;
  for (let n = 0; n < 6; n += 1)
    await keepFrame(app, { stream, feed: "one", time: first + n * STEP, faults: n === 0 ? ["black"] : [] });
  await camera.frame("gold");
  await camera.untilShown();
  const moment = Math.ceil(first / STEP) * STEP;
  const range = page.getByRole("group", { name: "Range" });
  const onAir = page.getByRole("term").filter({ hasText: /^On air/ });
  const toast = page.getByText("No earlier fault", { exact: true });
  await openStream(page, "black from the first", atQuery(first));
  const before = (await range.textContent()) ?? "";
  await page.keyboard.press("Shift+N");
  await expect(toast).toBeVisible();
  await expect(range).toHaveText(before);
  expect(await momentOf(page)).toBe(moment);

  // A month is told by hours.
  const longer = range.getByRole("button", { name: "Longer range" });
  while (await longer.isEnabled()) await longer.click();
  await page.keyboard.press("n");
  const stalled = first + 5 * STEP + 75_000;
  await expect.poll(() => momentOf(page)).toBe(Math.ceil(stalled / STEP) * STEP);
  await page.keyboard.press("Shift+N");
  await expect.poll(() => momentOf(page)).toBe(moment);
  await expect(onAir).toHaveCount(1);
  await page.goto(`/feed?stream=${encodeURIComponent(stream)}${atQuery(hour)}`);
  await untilReady(page);
  while (await longer.isEnabled()) await longer.click();
  await expect(range).toContainText("30 days");
  await expect(page.getByText("No pictures from this time or earlier.")).toBeVisible();
  await expect(page.locator('[data-kind="on"]').first()).toBeAttached();
  await expect(onAir).toHaveCount(0);
});

test("a comparison goes through the month for a fault, and tells that there is none", async ({
  page,
  app,
}) => {
  const camera = new Publisher(app, "compared fault");
  const { stream } = camera;
  const begin = Math.floor((Date.now() - 40 * MINUTE) / STEP) * STEP;
  for (let n = 0; n < 4; n += 1)
    await keepFrame(app, { stream, feed: "one", time: begin + n * STEP, faults: n === 2 ? ["black"] : [] });
  await camera.frame("gold");
  await camera.untilShown();
  await page.goto(`/compare?tile=${stream}&at=${new Date(begin + 2 * STEP).toISOString()}`);
  await expect(page.locator("[data-kind=black]")).not.toHaveCount(0);
  // Until the timeline's code is loaded, its keys are lost.
  for (const [key, text] of [
    ["Shift+N", "No earlier fault"],
    ["n", "No later fault"],
  ] as const)
    await expect(async () => {
      await page.keyboard.press(key);
      await expect(page.getByText(text)).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 10_000 });
  await expect(page.getByRole("group", { name: "Range" })).toContainText("31 days");
});

test("keys and buttons jump between the hours of the wall's past with faults", async ({ page, app }) => {
  const camera = new Publisher(app, "wall fault");
  const hours = [30, 20].map((ago) => Math.floor((Date.now() - ago * HOUR) / HOUR) * HOUR);
  for (const [n, time] of hours.entries())
    await keepFrame(app, {
      stream: camera.stream,
      feed: "one",
      time,
      faults: n === 0 ? ["frozen"] : ["black"],
    });
  await camera.frame("gold");
  await openPast(page, "", Date.now() - 10 * MINUTE);
  const bar = page.getByRole("region", { name: "History" });
  await page.keyboard.press("Shift+N");
  await expect
    .poll(async () => {
      if ((await momentOf(page)) > (hours[1] ?? 0)) await page.keyboard.press("Shift+N");
      return momentOf(page);
    })
    .toBe(hours[1]);
  await bar.getByRole("button", { name: "Previous fault" }).click();
  await expect.poll(() => momentOf(page)).toBe(hours[0]);
  await page.keyboard.press("n");
  await expect.poll(() => momentOf(page)).toBe(hours[1]);
});
