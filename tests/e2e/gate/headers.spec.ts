import { cookieOf, GATED, GatedWall, token } from "../../support/gate.ts";
import { WallPage } from "../../support/wall-page.ts";
import { expect, test } from "../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

test("every page names its own scripts, and pictures of the bucket alone", async ({ app }) => {
  const headers = cookieOf(await token());
  const nonces = new Set<string>();
  const pages = ["/", "/wall", "/feed?stream=ZG6NWV/show-1", "/join", "/nowhere"];
  for (const page of pages) {
    const response = await fetch(app.url + page, { headers });
    const policy = response.headers.get("content-security-policy") ?? "";
    const nonce = /script-src 'nonce-([A-Za-z0-9+/]{24,})' 'strict-dynamic';/.exec(policy)?.[1] ?? "none";
    nonces.add(nonce);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`img-src 'self' data: ${new URL(app.store.env.AWS_ENDPOINT_URL_S3).origin};`);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe/);
    const scripts = (await response.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(nonces.size).toBe(pages.length);
});

test("a script that was not named does not run, nor one that a page is made to load", async ({
  app,
  page,
}) => {
  await GatedWall.of(app);
  await page.goto(`/join#${await token()}`);
  await expect(new WallPage(page).tiles).toHaveCount(3);
  const ran = await page.evaluate(async () => {
    const violation = new Promise((resolve) =>
      document.addEventListener("securitypolicyviolation", resolve, { once: true }),
    );
    const image = document.createElement("div");
    image.innerHTML = '<img src="data:," onerror="window.evil = true">';
    document.body.append(image);
    await violation;
    return "evil" in window;
  });
  expect(ran).toBe(false);
});
test.use({ expectedErrors: /Content Security Policy|violates the following/ });

test("all answers say what browsers may make of them, and HSTS where TLS ends before us", async ({ app }) => {
  for (const path of ["/", "/join", "/api/feeds", "/api/health", "/icon.svg", "/nowhere"]) {
    const plain = await fetch(app.url + path, { redirect: "manual" });
    expect(plain.headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(plain.headers.get("referrer-policy"), path).toBe("no-referrer");
    expect(plain.headers.get("permissions-policy"), path).toContain("camera=()");
    expect(plain.headers.get("strict-transport-security"), path).toBeNull();
    const tls = await fetch(app.url + path, {
      redirect: "manual",
      headers: { "X-Forwarded-Proto": "https" },
    });
    expect(tls.headers.get("strict-transport-security"), path).toBe("max-age=31536000");
  }
  const data = await fetch(`${app.url}/api/health`);
  expect(data.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
});
