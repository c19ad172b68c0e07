import { startCollector } from "../../support/collector.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const METRICS_TOKEN = "the-token-of-the-tests";

const { url, received, stop } = await startCollector();

test.use({
  appSettings: [{ METRICS_TOKEN, OTEL_EXPORTER_OTLP_ENDPOINT: url }, { scope: "worker" }],
});
test.afterAll(stop);

test("an operator reads metrics with the token, traces at the collector, and no secret in any of them", async ({
  app,
  page,
  request,
}) => {
  await new Publisher(app, "watched").frame("gold");
  await page.goto("/?q=watched");
  await expect(new WallPage(page).tile("watched")).toBeVisible();
  expect((await request.get("/api/metrics")).status()).toBe(401);
  const scrape = await request.get("/api/metrics", { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } });
  const metrics = await scrape.text();
  expect(metrics).toContain('livewall_hooks_total{outcome="stored"} 1');
  expect(metrics).toContain('livewall_feeds{state="live"} 1');
  expect(metrics).toMatch(/livewall_store_requests_total\{operation="PutObject",status="200"\} [2-9]/);
  expect(metrics).toMatch(/livewall_store_requests_total\{operation="ListObjectsV2",status="200"\} \d/);

  await expect.poll(() => received.join("\n"), { timeout: 20_000 }).toContain("/api/thumbnails");
  const all = [metrics, ...received, ...app.logs()].join("\n");
  for (const secret of [app.secret, METRICS_TOKEN, "sha1=", "X-Amz-Signature", "q=watched"]) {
    expect(all).not.toContain(secret);
  }
  expect(received.join("\n")).toContain('"stringValue":"livewall"');
});
