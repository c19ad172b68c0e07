import { Publisher } from "../../support/publisher.ts";
import { startSharedCache } from "../../support/shared-cache.ts";
import { expect, test } from "../../support/test.ts";

test("a shared cache answers the polls of a public wall for each other", async ({ app, page }) => {
  const feed = new Publisher(app, "cached");
  await feed.frame("gold");
  await feed.untilShown();
  const cache = await startSharedCache(app.url);
  const polled = page.waitForRequest(/api\/feeds\?since=/);
  await page.goto(cache.url);
  const request = await polled;
  // Of one who has not this very state, and is told more than that.
  const headers = { ...(await request.allHeaders()), "if-none-match": '"another"' };
  const another = async () => (await fetch(request.url(), { headers })).headers.get("x-cache");
  await expect.poll(async () => [await another(), await another()]).toContain("HIT");
  await page.close();
  await cache.stop();
});
