import type { Page } from "@playwright/test";

type Place = readonly [x: number, y: number];
type Touch = (type: "touchStart" | "touchMove" | "touchEnd", places: readonly Place[]) => Promise<unknown>;

/** Swipes over the page with one finger, in CSS px of the window. */
export async function swipe(page: Page, from: Place, to: Place): Promise<void> {
  await withTouch(page, async (touch) => {
    await touch("touchStart", [from]);
    await touch("touchMove", [[(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]]);
    await touch("touchMove", [to]);
    await touch("touchEnd", []);
  });
}

/** Spreads two fingers, one of which comes down first and stays longest, and slips by a pixel before the other one. */
export async function spread(
  page: Page,
  [left, right]: readonly [Place, Place],
  byPx: number,
): Promise<void> {
  const moved = (px: number): Place => [left[0] - px, left[1]];
  await withTouch(page, async (touch) => {
    await touch("touchStart", [left]);
    await touch("touchMove", [moved(1)]);
    await touch("touchStart", [moved(1), right]);
    for (const px of [byPx / 2, byPx]) await touch("touchMove", [moved(px), [right[0] + px, right[1]]]);
    await touch("touchEnd", [moved(byPx)]);
    await touch("touchMove", [moved(byPx / 2)]);
    await touch("touchEnd", []);
  });
}

async function withTouch(page: Page, run: (touch: Touch) => Promise<void>): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await run((type, places) =>
    browser.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: places.map(([x, y], id) => ({ x, y, id })),
    }),
  );
  await browser.detach();
}
