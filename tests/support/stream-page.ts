import { expect, type Page } from "@playwright/test";

/** Its buttons are there once its code is: until then keys are lost, and forms are the browser's own. */
export const untilReady = (page: Page) =>
  expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
