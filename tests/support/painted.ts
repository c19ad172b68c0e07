import type { Page } from "@playwright/test";

/** What was rendered is on the screen, and its effects have run. */
export function painted(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
  );
}
