// Pages that readers of the program share, as they are sent.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServingProcess } from "../../support/serving-process.ts";
import { hookTo, startProgram } from "./program.ts";

let app: ServingProcess;
beforeAll(async () => {
  app = await startProgram();
});
afterAll(() => app.end());

type Headers = Record<string, string>;

/** Not by `fetch`, which has headers of its own. */
async function get(address: string, headers: Headers = {}, method = "GET") {
  const sent = request(app.url + address, { method, headers }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const { date, connection, "keep-alive": keepAlive, ...own } = answer.headers;
  expect([typeof date, connection, keepAlive]).toEqual(["string", "keep-alive", "timeout=130"]);
  return { status: answer.statusCode, headers: own, body: await text(answer) };
}

const EVIL = "evil.example";
const READERS: readonly Headers[] = [
  { host: EVIL },
  { "user-agent": `Twitterbot/1.0 ${EVIL}` },
  { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" },
  { accept: "application/json" },
  { "accept-language": "de", "accept-charset": EVIL },
  { "x-forwarded-host": EVIL, "x-forwarded-port": "1", "x-forwarded-for": EVIL, "x-real-ip": EVIL },
  { forwarded: `host=${EVIL};proto=https` },
  { "x-original-url": "/join", "x-rewrite-url": "/join", "x-http-method-override": "POST" },
  { range: "bytes=0-9" },
  { "if-none-match": "*" },
  { "if-modified-since": new Date(Date.now() + 3_600_000).toUTCString() },
  { cookie: "__prerender_bypass=evil; __next_preview_data=evil; NEXT_LOCALE=de" },
  { "next-router-state-tree": "%5B%22%22%5D", "next-router-prefetch": "1", "next-url": "/evil" },
  { "next-router-segment-prefetch": "/_tree", "next-hmr-refresh": "1" },
  { "next-action": EVIL, "next-resume": "1" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-middleware-prefetch": "1" },
  { "x-middleware-set-cookie": "evil=1", "x-middleware-rewrite": "/join" },
  { "x-nextjs-data": "1", "x-matched-path": "/join", "x-invoke-path": "/join", "x-invoke-status": "500" },
  { "content-security-policy": "script-src 'nonce-evil'", "x-nonce": "evil" },
  { purpose: "prefetch", "sec-purpose": "prefetch", "sec-fetch-dest": "iframe" },
  { "cache-control": "no-cache", pragma: "no-cache" },
  { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", baggage: EVIL },
];

test("readers who differ in any header get the same page, and change nothing of it for others", async () => {
  for (const path of ["/", "/wall", "/feed", "/embed"]) {
    const stream = path === "/feed" || path === "/embed" ? "stream=a%2Fb&" : "";
    // Each address is opened first by a reader with headers.
    const differing = await Promise.all(
      READERS.map(async (headers, n) => {
        const address = `${path}?${stream}q=${n}&source=${n}`;
        const [first, ...others] = await Promise.all([
          get(address, headers),
          get(address),
          get(address, { "user-agent": "Mozilla/5.0" }),
        ]);
        const said = JSON.stringify(first);
        const isSame = others.every((one) => JSON.stringify(one) === said);
        const isPlain = first.status === 200 && !said.includes(EVIL);
        return isSame && isPlain ? [] : [JSON.stringify(headers)];
      }),
    );
    expect(differing.flat(), path).toEqual([]);
  }
}, 120_000);

test("a part of a page, for Next's router, is never given to a reader of the page", async () => {
  const parts = [{ rsc: "1" }, { rsc: "0", "next-router-prefetch": "1" }, { rsc: "1", "next-url": "/wall" }];
  for (const headers of parts) {
    const address = `/wall?q=${randomUUID()}`;
    const part = await get(address, headers);
    expect(part.headers["cache-control"]).toBe("private, no-store");
    expect(part.headers.vary).toMatch(/\brsc\b/);
    const page = await get(address);
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.body).toMatch(/^<!DOCTYPE html>/);
    expect((await get(address, headers)).body).not.toBe(page.body);
  }
});

test("a page is shared by all addresses that mean the same, and by no other", async () => {
  const q = randomUUID();
  const bodies = async (addresses: string[]) =>
    new Set((await Promise.all(addresses.map((one) => get(one)))).map(({ body }) => body)).size;
  const same = [`/?q=${q}&state=live`, `/?state=live&q=${q}`, `/?state=live&evil=1&q=${q}&sort=evil`];
  expect(await bodies(same)).toBe(1);
  const others = [`/?q=${q}`, `/?state=live`, `/wall?q=${q}&state=live`, `/?q=${q}&state=black`];
  expect(await bodies(others)).toBe(others.length);
});

test("HEAD gets the headers of the shared page", async () => {
  const address = `/wall?q=${randomUUID()}`;
  const [page, head] = await Promise.all([get(address), get(address, {}, "HEAD")]);
  expect(head).toEqual({ ...page, body: "" });
  expect(page.headers).toMatchObject({ "content-length": String(Buffer.byteLength(page.body)) });
  expect(page.headers["cache-control"]).toBe("public, max-age=0, s-maxage=1");
});

test.each(["/nowhere", "/feed", "/embed?stream=x", "/join", "/api/none"])(
  "%s is never shared",
  async (address) => {
    const { status, headers } = await get(address);
    expect(status).toBe(address === "/join" ? 307 : 404);
    expect(headers["cache-control"]).toMatch(/no-store/);
    expect(headers).not.toHaveProperty("set-cookie");
  },
);

test("a page has a policy of its own, whose nonce its scripts have", async () => {
  const [one, other] = await Promise.all([get(`/?q=${randomUUID()}`), get(`/?q=${randomUUID()}`)]);
  const nonceOf = ({ headers }: typeof one) =>
    /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "none";
  expect(nonceOf(one)).not.toBe(nonceOf(other));
  const scripts = one.body.match(/<script[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((script) => !script.includes(`nonce="${nonceOf(one)}"`))).toEqual([]);
});

test("a shared page shows a new frame within seconds", async () => {
  const name = randomUUID();
  expect((await get(`/wall?q=${name}`)).body).not.toContain(`/${name}/`);
  expect((await fetch(hookTo(app, `ZG6NWV/${name}`))).status).toBe(200);
  await expect
    .poll(async () => (await get(`/wall?q=${name}`)).body, { timeout: 20_000 })
    .toContain(`/${name}/`);
});
