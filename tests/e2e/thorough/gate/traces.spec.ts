import { startCollector } from "../../../support/collector.ts";
import { cookieOf, GATED, GatedWall, token } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";

const { url, received, stop } = await startCollector();

test.use({
  appSettings: [{ ...GATED, OTEL_EXPORTER_OTLP_ENDPOINT: url }, { scope: "worker" }],
});
test.afterAll(stop);

test("no token is in a trace, however it came", async ({ app, page }) => {
  await GatedWall.of(app);
  const value = await token();
  await page.goto(`/join#${value}`);
  await expect(page.getByRole("heading", { name: "Livewall" })).toBeVisible();
  const headers = cookieOf(value);
  // Where somebody took the wrong place for it.
  for (const path of [`/?link=${value}`, `/join?link=${value}`, `/api/feeds?token=${value}`])
    await (await fetch(app.url + path, { headers })).arrayBuffer();
  const form = new URLSearchParams({ link: value });
  await fetch(`${app.url}/api/join`, { method: "POST", body: form, redirect: "manual" });
  for (const address of ["/api/join", "/api/feeds"])
    await expect.poll(() => received.join("\n"), { timeout: 20_000 }).toContain(address);
  expect(received.join("\n")).not.toContain(value.slice(0, 40));
  expect(received.join("\n")).not.toContain(value.slice(-40));
});
