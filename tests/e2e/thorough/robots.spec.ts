import { GATED } from "../../support/gate.ts";
import { startApp } from "../../../scripts/app/app.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

test("crawlers are told to keep out of the past, which has no end", async ({ app, page }) => {
  expect(await (await fetch(`${app.url}/robots.txt`)).text()).toBe(
    "User-Agent: *\nDisallow: /api/\nDisallow: /*at=\n\n",
  );
  await new Publisher(app, "crawled").frame("gold");
  const robots = page.locator('meta[name="robots"]');
  await page.goto("/feed?stream=ZG6NWV/crawled");
  await expect(robots).toHaveCount(0);
  await page.goto(`/feed?stream=ZG6NWV/crawled&at=${new Date().toISOString()}`);
  await expect(robots).toHaveAttribute("content", "noindex, nofollow");
});

test("crawlers are told to keep out of a private wall", async () => {
  const app = await startApp(GATED);
  try {
    expect(await (await fetch(`${app.url}/robots.txt`)).text()).toBe("User-Agent: *\nDisallow: /\n\n");
  } finally {
    await app.end();
  }
});
