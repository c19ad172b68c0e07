import type { BrowserContext } from "@playwright/test";

/** Collects, in words, everything that a person with open developer tools would call an error. */
export function collectErrors(context: BrowserContext, appUrl: string): string[] {
  const errors: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (webError) => {
    const error = webError.error();
    errors.push(`page: ${error.stack ?? error.message}`);
  });
  context.on("page", (page) => page.on("crash", () => errors.push(`page: crashed at ${page.url()}`)));
  context.on("response", (response) => {
    const isOwn = new URL(response.url()).origin === new URL(appUrl).origin;
    if (isOwn && response.status() >= 500) {
      errors.push(`answer: ${response.status()} to ${response.request().method()} ${response.url()}`);
    }
  });
  return errors;
}
