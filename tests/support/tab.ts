import type { Page } from "@playwright/test";

/** Lets a page believe that its tab has come to the front or gone behind another one. */
export async function showTab(page: Page, isShown: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    isShown ? "visible" : "hidden",
  );
}
