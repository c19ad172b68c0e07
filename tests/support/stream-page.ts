import { expect, type Page } from "@playwright/test";

/** Its buttons are there once its code is: until then keys are lost, and forms are the browser's own. */
export const untilReady = (page: Page) =>
  expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();

/** Opens the page of a stream. @param query besides the stream, such as `&at=…` */
export async function openStream(page: Page, name: string, query = ""): Promise<void> {
  await page.goto(`/feed?stream=${encodeURIComponent(`ZG6NWV/${name}`)}${query}`);
  await untilReady(page);
}

export const atQuery = (time: number) => `&at=${encodeURIComponent(new Date(time).toISOString())}`;

export const framesAround = (page: Page) =>
  page.getByRole("list", { name: "Frames around this moment" }).getByRole("link");
