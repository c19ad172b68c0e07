// One app on an empty store, with settings that other tests do not have.
import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { colourSeen } from "../../support/colour-seen.ts";
import { startCollector } from "../../support/collector.ts";
import { Publisher } from "../../support/publisher.ts";
import { framesAround } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

const METRICS_TOKEN = "the-token-of-the-tests";

const { url, received, stop } = await startCollector();

test.use({
  appSettings: [
    {
      PREVIEWS: "off",
      METRICS_TOKEN,
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      SPOOL_DIR: mkdtempSync(path.join(tmpdir(), "livewall-spool-")),
    },
    { scope: "worker" },
  ],
});
test.afterAll(stop);

test("an empty wall tells what to do", async ({ app, page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Waiting for the first picture" })).toBeVisible();
  const field = page.getByRole("textbox", { name: "Address of the webhook" });
  await expect(field).toHaveValue(`${app.url}/api/thumbnails`);
  await page.getByText("Commands for setup").click();
  await expect(page.getByText("npm run livewall -- setup")).toBeVisible();
  await expect(page.getByText(`--url ${app.url}/api/thumbnails`)).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 780 });
  await expect(page.getByRole("button", { name: "Copy" })).toBeInViewport({ ratio: 1 });
  await page.goto("/wall");
  await expect(page.getByRole("heading", { name: "Waiting for the first picture" })).toBeVisible();
  await expect(page.getByText(`Webhook: ${app.url}/api/thumbnails`)).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText(/\d\d:\d\d:\d\d/);
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test.describe("without its code", () => {
  // React reports that a message in place of lost code is not what the server rendered.
  test.use({ expectedErrors: /ERR_FAILED|React error #418/ });

  test("an empty kiosk says so, and fills by itself as the wall does", async ({ app, page, context }) => {
    const wall = new WallPage(page);
    await wall.open("/");
    const kiosk = await context.newPage();
    await kiosk.route("**/_next/static/chunks/**", async (route) => {
      const response = await route.fetch();
      await ((await response.text()).includes("The wall has the steps")
        ? route.abort()
        : route.fulfill({ response }));
    });
    await kiosk.goto("/wall");
    await expect(kiosk.getByRole("heading", { name: "No tiles" })).toBeVisible();
    expect(await violationsInBothThemes(kiosk)).toEqual([]);

    await new Publisher(app, "harbour").frame("seagreen");
    await expect(wall.tile("harbour")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Waiting for the first picture" })).toBeHidden();
    await expect(kiosk.getByRole("article", { name: "harbour" })).toBeVisible();
  });
});

test("without previews, pages show originals", async ({ app, page }) => {
  const stage = new Publisher(app, "whole");
  await stage.frame("crimson", 60_000);
  await stage.frame("seagreen");
  await stage.untilShown();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const wall = new WallPage(page);
  await page.goto("/?q=whole");
  await expect.poll(() => wall.colourOf("whole")).toBe("seagreen");
  await wall.tile("whole").getByRole("link").click();
  await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("seagreen");
  const earlier = framesAround(page).first().locator("img");
  await expect.poll(() => colourSeen(earlier)).toBe("crimson");
  expect(asked.filter((path) => path.includes("/log/"))).not.toEqual([]);
  expect(asked.filter((path) => path.includes("/previews/"))).toEqual([]);
});

test("a token opens the metrics, a collector gets traces, and no secret is in any of them", async ({
  app,
}) => {
  const watched = new Publisher(app, "watched");
  await watched.frame("gold");
  await watched.untilShown();
  const trace = randomBytes(16).toString("hex");
  await fetch(`${app.url}/?q=watched`, { headers: { traceparent: `00-${trace}-${trace.slice(16)}-01` } });
  const address = `${app.url}/api/metrics`;
  expect((await fetch(address)).status).toBe(401);
  const scrape = await fetch(address, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } });
  const metrics = await scrape.text();
  expect(metrics).toMatch(/livewall_hooks_total\{outcome="stored"\} [1-9]/);
  expect(metrics).toMatch(/livewall_feeds\{state="live"\} [1-9]/);
  expect(metrics).toMatch(/livewall_store_requests_total\{operation="PutObject",status="200"\} [1-9]/);
  expect(metrics).toMatch(/livewall_store_requests_total\{operation="ListObjectsV2",status="200"\} \d/);

  const span = new RegExp(`"traceId":"${trace}"[^{}]*"name":"GET /"`);
  await expect.poll(() => received.join("\n"), { timeout: 20_000 }).toMatch(span);
  await expect.poll(() => received.join("\n"), { timeout: 20_000 }).toContain("/api/thumbnails");
  const all = [metrics, ...received, ...app.logs()].join("\n");
  for (const secret of [app.secret, METRICS_TOKEN, "sha1=", "X-Amz-Signature", "q=watched"]) {
    expect(all).not.toContain(secret);
  }
  expect(received.join("\n")).toContain('"stringValue":"livewall"');
});

test("a frame that was acknowledged without the store survives a kill -9 and is shown later", async ({
  app,
}) => {
  await app.store.stop();
  const spooled = new Publisher(app, "spooled");
  await spooled.frame("seagreen");
  await app.server.stop("SIGKILL");
  await app.server.start();
  await app.store.start();
  await spooled.untilShown();
  expect((await fetch(`${app.url}/api/picture?stream=${spooled.stream}`)).status).toBe(200);
});
