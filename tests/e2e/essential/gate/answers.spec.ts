import { badCookies, cookieOf, GATED, GatedWall, token, wordsOf } from "../../../support/gate.ts";
import { startSharedCache } from "../../../support/shared-cache.ts";
import { expect, test } from "../../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

const OF = "stream=ZG6NWV/backstage";
/** One that is over. */
const HOUR = Math.floor(Date.now() / 3_600_000 - 2) * 3_600_000;
const PAGES = ["/", "/wall", `/feed?${OF}`, `/embed?${OF}`, "/compare?tile=ZG6NWV/backstage", "/join"];
const DATA = [
  "/api/feeds",
  `/api/feeds?${OF}`,
  `/api/picture?${OF}`,
  `/api/past?at=${Date.now()}`,
  `/api/past?at=${Date.now()}&${OF}`,
  `/api/history?at=${Date.now()}&${OF}`,
  `/api/live-counts?from=${HOUR}&to=${HOUR + 3_600_000}`,
  `/api/faults?from=${HOUR}&to=${HOUR + 3_600_000}`,
  `/api/coverage?${OF}&from=${HOUR}&to=${HOUR + 30_000}`,
];
/** A cache treats requests with the header Authorization in its own way. */
const BAD = ["no cookie", "ended", "a good token as a bearer"];

test("a shared cache gives each viewer only their own answers", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const cache = await startSharedCache(app.url);
  const good = cookieOf(await token());
  const bad = (await badCookies()).filter(([what]) => BAD.includes(what));
  expect(bad).toHaveLength(BAD.length);
  for (const address of [...PAGES, ...DATA]) {
    const ask = (headers: Record<string, string>) =>
      fetch(cache.url + address, { headers, redirect: "manual" });
    const first = await ask(good);
    expect(first.status, address).toBeLessThan(400);
    expect(first.headers.get("cache-control"), address).toMatch(/^private, .*no-store/);
    await first.arrayBuffer();
    for (const [what, headers] of bad) {
      const answer = await ask(headers);
      expect(answer.headers.get("x-cache"), `${address} with ${what}`).toBe("MISS");
      if (DATA.includes(address)) expect(answer.status, `${address} with ${what}`).toBe(401);
      const leaks = wall.leaksIn(await wordsOf(answer)).filter((word) => !address.includes(word));
      expect(leaks).toEqual([]);
    }
  }
  await cache.stop();
});

test("every page names its own scripts, and the bucket only to viewers", async ({ app }) => {
  const { origin } = new URL(app.store.env.AWS_ENDPOINT_URL_S3);
  const pages = ["/", "/wall", "/feed?stream=ZG6NWV/show-1", "/join", "/nowhere"];
  const nonces = new Set<string>();
  for (const page of pages) {
    const response = await fetch(app.url + page, { headers: cookieOf(await token()) });
    const policy = response.headers.get("content-security-policy") ?? "";
    const nonce = /script-src 'nonce-([A-Za-z0-9+/]{24,})' 'strict-dynamic';/.exec(policy)?.[1] ?? "none";
    nonces.add(nonce);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`img-src 'self' data: ${origin};`);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe/);
    const body = await response.text();
    expect(body).toContain(`rel="preconnect" href="${origin}"`);
    const scripts = body.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
    const refused = await wordsOf(await fetch(app.url + page, { redirect: "manual" }));
    expect(refused, page).not.toContain(origin);
  }
  expect(nonces.size).toBe(pages.length);
});

test("all answers limit what browsers make of them, with HSTS behind TLS", async ({ app }) => {
  for (const path of ["/", "/join", "/api/feeds", "/api/health", "/icon.svg", "/nowhere"]) {
    const plain = await fetch(app.url + path, { redirect: "manual" });
    expect(plain.headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(plain.headers.get("referrer-policy"), path).toBe("same-origin");
    expect(plain.headers.get("permissions-policy"), path).toContain("camera=()");
    expect(plain.headers.get("strict-transport-security"), path).toBeNull();
    const headers = { "X-Forwarded-Proto": "https" };
    const tls = await fetch(app.url + path, { redirect: "manual", headers });
    expect(tls.headers.get("strict-transport-security"), path).toBe("max-age=31536000");
  }
  const data = await fetch(`${app.url}/api/health`);
  expect(data.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  const robots = await (await fetch(`${app.url}/robots.txt`)).text();
  expect(robots).toBe("User-Agent: *\nDisallow: /\n");
});
