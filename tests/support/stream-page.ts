import { expect, type Page } from "@playwright/test";

/** The code of its timeline is loaded once the viewer does something: until then its keys are lost. */
export async function untilReady(page: Page): Promise<void> {
  const picture = page.locator("main");
  await expect(picture).toBeVisible();
  await expect(async () => {
    await page.mouse.move(1, 1);
    await page.mouse.move(2, 2);
    await expect(page.locator("[data-ready]")).toHaveCount(1, { timeout: 500 });
  }).toPass();
}

/** Opens the page of a stream. @param query besides the stream, such as `&at=…` */
export async function openStream(page: Page, name: string, query = ""): Promise<void> {
  await page.goto(`/feed?stream=${encodeURIComponent(`ZG6NWV/${name}`)}${query}`);
  await untilReady(page);
}

export const atQuery = (time: number) => `&at=${encodeURIComponent(new Date(time).toISOString())}`;

export const framesAround = (page: Page) =>
  page.getByRole("list", { name: "Pictures around this moment" }).getByRole("link");

export const streamSlider = (page: Page) => page.getByRole("slider", { name: "Moment of the stream" });

/** The controls behind "…". */
export async function openMore(page: Page): Promise<void> {
  await page.locator("summary[aria-label=More]").click();
}

/** What the stream is now; nothing in the past. */
export const stateNow = (page: Page) => page.locator("[data-now]");
