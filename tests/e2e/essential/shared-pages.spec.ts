import { Publisher } from "../../support/publisher.ts";
import { startSharedCache } from "../../support/shared-cache.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test("a page from a shared cache runs its scripts in a second browser", async ({ app, page, context }) => {
  const feed = new Publisher(app, "cached page");
  await feed.frame("gold", 2_000);
  await feed.untilShown();
  const cache = await startSharedCache(app.url);
  const second = await context.newPage();
  const address = `${cache.url}/?q=cached`;
  // The cache keeps it for a second.
  await expect(async () => {
    const first = await page.goto(address, { waitUntil: "commit" });
    const again = await second.goto(address, { waitUntil: "commit" });
    expect(again?.headers()).toMatchObject({
      "x-cache": "HIT",
      "content-security-policy": first?.headers()["content-security-policy"],
    });
  }).toPass();
  await expect.poll(() => new WallPage(second).colourOf("cached page")).toBe("gold");
  await feed.frame("crimson");
  for (const one of [page, second])
    await expect.poll(() => new WallPage(one).colourOf("cached page")).toBe("crimson");
  await Promise.all([page.close(), second.close()]);
  await cache.stop();
});
