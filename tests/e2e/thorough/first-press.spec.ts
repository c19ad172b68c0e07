import type { Page } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { keepFrame } from "../../support/kept-frame.ts";
import { momentOf } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

const STEP = 30_000;
const MINUTE = 60_000;
const NAME = "first press";
const ADDRESS = `/feed?stream=ZG6NWV/${NAME}`;
const playback = (page: Page) => page.getByRole("group", { name: "Playback" });
const button = (page: Page, name: string) => playback(page).getByRole("button", { name });
const range = (page: Page) => playback(page).getByRole("group", { name: "Range" });

/** @returns when it was black */
async function publish(app: App): Promise<number> {
  const camera = new Publisher(app, NAME);
  const black = Math.floor((Date.now() - 5 * MINUTE) / STEP) * STEP;
  for (let n = 0; n < 14; n += 1)
    await keepFrame(app, {
      stream: camera.stream,
      feed: camera.feed,
      time: black + (n - 4) * STEP,
      faults: n === 4 ? ["black"] : [],
    });
  await camera.frame("gold");
  await camera.untilShown();
  return black;
}

/** The page answers keys, and nothing was pressed yet. */
async function openUntouched(page: Page, address = ADDRESS): Promise<void> {
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  await expect(button(page, "Previous fault")).toBeVisible();
  // The code of the controls is not there yet: a click is what brings it.
  await expect(page.locator("[data-ready]")).toHaveCount(0);
}

let black = 0;
test.beforeAll(async ({ app }) => {
  black = await publish(app);
});

test("the first key counts, though it brings the code of the timeline", async ({ page }) => {
  await openUntouched(page);
  await page.keyboard.press("Shift+N");
  await expect.poll(() => momentOf(page)).toBe(black);
  await openUntouched(page);
  const before = await range(page).textContent();
  await page.keyboard.press("-");
  await expect(range(page)).not.toHaveText(before ?? "");
});

test("the first click counts once", async ({ page }) => {
  await openUntouched(page);
  // Not by a pointer, whose way to the button would bring the code.
  await button(page, "Previous fault").evaluate((element) => {
    element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    (element as HTMLElement).click();
  });
  await expect.poll(() => momentOf(page)).toBe(black);
  await openUntouched(page);
  await button(page, "−30 s").evaluate((element) => {
    element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    (element as HTMLElement).click();
  });
  await expect(page).toHaveURL(/at=/);
  await expect(page.locator("[aria-current=true]")).toHaveCount(1);
  const links = page.getByRole("list", { name: "Pictures around this moment" }).getByRole("link");
  await expect(links.nth(-2)).toHaveAttribute("aria-current", "true");
});

test("the first key counts on a comparison", async ({ page }) => {
  await openUntouched(page, `/compare?tile=ZG6NWV/${NAME}`);
  await page.keyboard.press("Shift+N");
  await expect.poll(() => momentOf(page)).toBe(black);
});

test.describe("by finger", () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test("the first tap counts", async ({ page }) => {
    await openUntouched(page);
    await button(page, "Previous fault").tap();
    await expect.poll(() => momentOf(page)).toBe(black);
  });
});
