import { COOKIE_NAME } from "#lib/access/viewer.ts";
import { cookieOf, GATED, GatedWall, token, wordsOf } from "../../../support/gate.ts";
import { WallPage } from "../../../support/wall-page.ts";
import { expect, test } from "../../../support/test.ts";

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

test("only pages for whoever has a good link name the bucket", async ({ app, page }) => {
  const { origin } = new URL(app.store.env.AWS_ENDPOINT_URL_S3);
  const told = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(app.url + path, { headers, redirect: "manual" });
    const words = await wordsOf(response);
    return [
      words.includes(`data: ${origin};`),
      words.includes(`rel="preconnect" href="${origin}"`),
      words.includes(origin),
    ];
  };
  for (const path of ["/", "/wall", "/feed?stream=ZG6NWV/show-1", "/join", "/nowhere"]) {
    expect(await told(path, cookieOf(await token())), path).toEqual([true, true, true]);
    expect(await told(path, {}), path).toEqual([false, false, false]);
  }
  // A page that nobody was shown pictures on leads to one that may show some.
  await GatedWall.of(app);
  await page.goto("/nowhere");
  await page
    .context()
    .addCookies([
      { name: COOKIE_NAME, value: await token(), url: app.url.replace("http:", "https:"), secure: true },
    ]);
  await page.getByRole("link", { name: "Go to the wall" }).click();
  const picture = new WallPage(page).tile("show-1").getByRole("img").first();
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
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
test.use({ expectedErrors: /Content Security Policy|violates the following|404/ });

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
