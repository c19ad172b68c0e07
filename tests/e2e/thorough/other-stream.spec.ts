import type { Page } from "@playwright/test";
import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { openStream } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

test.use({ expectedErrors: /ERR_|Failed to (load|fetch)/ });

const STEP = 30_000;
const FIRST = "zz film 1";
const SECOND = "zz film 2";
const title = (page: Page) => page.getByRole("heading", { level: 1 });
const strip = (page: Page) => page.getByRole("region", { name: "Timeline" }).locator("img");
const clock = (page: Page) => page.getByRole("group", { name: "Playback" }).locator("time").first();

// Adjacent on the wall, and each of a colour.
test.beforeAll(async ({ app }) => {
  const [first, second] = [new Publisher(app, FIRST), new Publisher(app, SECOND)];
  for (let age = 8 * STEP; age >= 0; age -= STEP) {
    await first.frame("crimson", age);
    await second.frame("seagreen", age);
  }
  for (const one of [first, second]) await one.untilShown();
});

test("after an outage the timeline is that of the stream in the title, without a touch", async ({
  page,
  context,
}) => {
  await page.goto(`/feed?stream=ZG6NWV/${FIRST}`);
  await page.waitForLoadState("networkidle");
  await expect.poll(() => colourSeen(strip(page).last())).toBe("crimson");
  let lost = 0;
  page.on("requestfailed", (request) => (lost += Number(request.url().includes("/chunks/"))));
  await context.setOffline(true);
  // The bundler requests code twice.
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => lost).toBe(2);
  await page.keyboard.press("]");
  await expect.poll(() => lost).toBe(4);
  await expect(title(page)).toHaveText(FIRST);
  await context.setOffline(false);
  await expect(title(page)).toHaveText(SECOND);
  await expect.poll(() => colourSeen(strip(page).last())).toBe("seagreen");
  const before = await clock(page).getAttribute("datetime");
  await expect(clock(page)).not.toHaveAttribute("datetime", before ?? "");
});

test("no picture of a stream stays under the name of another while its own are on their way", async ({
  page,
}) => {
  await openStream(page, FIRST);
  await expect.poll(() => colourSeen(strip(page).last())).toBe("crimson");
  await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("crimson");
  const held = Promise.withResolvers<null>();
  await page.route(/\/(log|previews)\//, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.keyboard.press("]");
  await expect(title(page)).toHaveText(SECOND);
  await expect(strip(page)).not.toHaveCount(0);
  for (const place of [strip(page).first(), page.getByRole("figure")])
    expect(await colourSeen(place)).not.toBe("crimson");
  held.resolve(null);
  await expect.poll(() => colourSeen(strip(page).first())).toBe("seagreen");
  await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("seagreen");
});
