import type { Page } from "@playwright/test";

/**
 * Waits until a poll has failed. Before that, an answer under way could still tell the page the time of the server, which
 * undoes a clock that was moved.
 */
export async function untilPollFails(page: Page): Promise<void> {
  await page.waitForEvent("requestfailed", (request) => new URL(request.url()).pathname === "/api/feeds");
}
