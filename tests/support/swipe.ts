import type { Page } from "@playwright/test";

type Place = readonly [x: number, y: number];

/** Swipes over the page with one finger, in CSS px of the window. */
export async function swipe(page: Page, from: Place, to: Place): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", places: readonly Place[]) =>
    browser.send("Input.dispatchTouchEvent", { type, touchPoints: places.map(([x, y]) => ({ x, y })) });
  await touch("touchStart", [from]);
  await touch("touchMove", [[(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]]);
  await touch("touchMove", [to]);
  await touch("touchEnd", []);
  await browser.detach();
}
