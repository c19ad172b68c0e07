import { expect, type Locator, type Page } from "@playwright/test";

/** The slider of a past wall. */
export const wallSlider = (page: Page): Locator =>
  page.getByRole("slider", { name: "Moment that the wall shows" });

/** The moment of the page's slider, ms since 1970. */
export const momentOf = async (page: Page) => Number(await page.getByRole("slider").inputValue());

/** Opens the wall at a moment. @param query such as `q=studio` */
export async function openPast(page: Page, query: string, at: number): Promise<void> {
  await page.goto(`/?${query}&at=${new Date(at).toISOString()}`);
  // Until its code is there, its form is the browser's own.
  await expect(wallSlider(page)).toBeFocused();
}
