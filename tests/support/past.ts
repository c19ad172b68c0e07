import { expect, type Locator, type Page } from "@playwright/test";

/** The slider of a past wall. */
export const wallSlider = (page: Page): Locator =>
  page.getByRole("slider", { name: "Moment that the wall shows" });

/** The bar of a past wall. */
export const historyBar = (page: Page): Locator => page.getByRole("region", { name: "History" });

/** The moment of the page's timeline, ms since 1970. */
export const momentOf = async (page: Page) =>
  Number(await page.getByRole("slider", { name: /^Moment/ }).inputValue());

/** Opens the wall at a moment. @param query such as `q=studio` */
export async function openPast(page: Page, query: string, at: number): Promise<void> {
  await page.goto(`/?${query}&at=${new Date(at).toISOString()}`);
  // Until its code is there, its form is the browser's own.
  await expect(wallSlider(page)).toBeFocused();
}

/** Opens what is behind "…". */
export async function openMore(page: Page): Promise<void> {
  await page.locator("summary[aria-label=More]").click();
}
