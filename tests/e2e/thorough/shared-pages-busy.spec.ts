import { startApp } from "../../../scripts/app/app.ts";
import { startFaultyS3 } from "../../support/faulty-s3.ts";
import { expect, test } from "../../support/test.ts";

test.use({ expectedErrors: /503/ });

/** More than are rendered, and wait, at once. */
const READERS = 70;

test("a reader beyond the limit is told so, and gets the page when there is room", async ({ page }) => {
  let isSlow = false;
  let stopStore = () => Promise.resolve();
  const app = await startApp(async (store) => {
    Object.assign(process.env, store);
    const slow = await startFaultyS3((method) => (isSlow && method === "GET" ? { delayMs: 2_500 } : null));
    stopStore = slow.stop;
    return { AWS_ENDPOINT_URL_S3: slow.endpoint };
  });
  const address = (n: number) => `${app.url}/feed?stream=ZG6NWV/crowd-${n}&at=2026-11-29T20:00:00Z`;
  await (await fetch(app.url)).text();
  isSlow = true;
  const readers = Array.from({ length: READERS }, async (_, n) => (await fetch(address(n))).status);
  expect(await Promise.race(readers)).toBe(503);
  await page.goto(address(READERS));
  await expect(page.getByRole("heading", { name: "Too many pages are being opened" })).toBeVisible();
  isSlow = false;
  await expect(page.getByRole("heading", { name: `crowd-${READERS}` })).toBeVisible();
  expect(new Set(await Promise.all(readers))).toEqual(new Set([200, 503]));
  await page.close();
  await app.end();
  await stopStore();
});
