import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

test.use({ appSettings: [{ PAST_LISTS_PER_SECOND: "1" }, { scope: "worker" }], expectedErrors: /429/ });

const STEP = 10 * 60_000;
const STEPS_OF_LOG = 7 * 24 * 6;
const CONCURRENCY = 20;

test("beyond the budget of the past, a stream's page says so, and shows it soon", async ({ app, page }) => {
  const feed = new Publisher(app, "much asked");
  await feed.frame("gold", 60_000);
  await feed.untilShown();
  let isSpending = true;
  const statuses = new Set<number>();
  /** Asks for other moments of the log all the time, so that nothing is shared. */
  async function spend(first: number) {
    for (let step = first; isSpending; step += CONCURRENCY) {
      const at = Date.now() - (step % STEPS_OF_LOG) * STEP;
      statuses.add((await fetch(`${app.url}/api/past?at=${at}`)).status);
    }
  }
  const spent = Promise.all(Array.from({ length: CONCURRENCY }, (_, n) => spend(n)));
  await expect.poll(() => [...statuses], { timeout: 30_000 }).toContain(429);
  await page.clock.install();
  // On a busy machine, a LIST may be left for the page: then it looks again, at a moment that nobody has read.
  await expect(async () => {
    await page.goto(`/feed?stream=ZG6NWV/much+asked&at=${new Date().toISOString()}`);
    await expect(page.getByRole("heading", { name: "Too many requests for history" })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  // The live wall is not affected.
  expect((await fetch(`${app.url}/api/feeds`)).status).toBe(200);
  isSpending = false;
  await spent;
  await expect(async () => {
    await page.clock.fastForward(10_000);
    expect(await colourSeen(page.getByRole("figure"))).toBe("gold");
  }).toPass();
});
