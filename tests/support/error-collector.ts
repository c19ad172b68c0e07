import type { BrowserContext } from "@playwright/test";

/** Collects, in words, everything that a person with open developer tools would call an error. */
export function collectErrors(context: BrowserContext, appUrl: string): string[] {
  const errors: string[] = [];
  const { origin } = new URL(appUrl);
  context.on("console", (message) => {
    const { url } = message.location();
    // A browser with a window asks the store for an icon when it shows a picture in a tab of its own.
    if (url.endsWith("/favicon.ico") && !url.startsWith(origin)) return;
    if (message.type() === "error") errors.push(`console: ${message.text()} (${url})`);
  });
  context.on("weberror", (webError) => {
    const error = webError.error();
    errors.push(`page: ${error.stack ?? error.message}`);
  });
  context.on("page", (page) => page.on("crash", () => errors.push(`page: crashed at ${page.url()}`)));
  context.on("response", (response) => {
    const isOwn = new URL(response.url()).origin === origin;
    if (isOwn && response.status() >= 500) {
      errors.push(`answer: ${response.status()} to ${response.request().method()} ${response.url()}`);
    }
  });
  return errors;
}
