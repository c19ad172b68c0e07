import { startApp } from "../../../scripts/app/app.ts";
import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

const STEP = 10 * 60_000;
const AT_ONCE = 20;

test("beyond what may be read of the past, a stream's page says so, and shows it soon", async ({ page }) => {
  test.slow();
  const app = await startApp({ PAST_LISTS_PER_SECOND: "1" });
  const feed = new Publisher(app, "much asked");
  await feed.frame("gold", 60_000);
  await expect.poll(async () => (await fetch(`${app.url}/api/feeds`)).text()).toContain(feed.stream);
  let isSpending = true;
  const statuses = new Set<number>();
  /** Asks for other moments all the time, so that nothing is shared. */
  async function spend() {
    for (let step = 1; isSpending; step += AT_ONCE) {
      const answers = Array.from({ length: AT_ONCE }, async (_, n) => {
        const at = Date.now() - (step + n) * STEP;
        const answer = await fetch(`${app.url}/api/past?at=${at}`);
        statuses.add(answer.status);
      });
      await Promise.all(answers);
    }
  }
  const spent = spend();
  await expect.poll(() => [...statuses], { timeout: 60_000 }).toContain(429);
  await page.goto(`${app.url}/feed?stream=ZG6NWV/much+asked&at=${new Date().toISOString()}`);
  await expect(page.getByRole("heading", { name: "Too much of the past is being read" })).toBeVisible();
  // The live wall is not affected.
  expect((await fetch(`${app.url}/api/feeds`)).status).toBe(200);
  isSpending = false;
  await spent;
  await expect.poll(() => colourSeen(page.getByRole("figure")), { timeout: 40_000 }).toBe("gold");
  await app.end();
});
