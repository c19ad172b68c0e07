// Pages and the rest of the program are copies of the same modules, and one app.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "../../../scripts/shared/until.ts";
import { type Fault, type FaultyS3, startFaultyS3 } from "../../support/faulty-s3.ts";
import { beginHook, isRefused } from "../../support/hook-under-way.ts";
import type { ServingProcess } from "../../support/serving-process.ts";
import { hookTo, METRICS_TOKEN, startProgram } from "./program.ts";

let store: FaultyS3;
let app: ServingProcess;
let spool: string;
let fault: { readonly method: string; readonly fault: Fault } | null = null;
beforeEach(async () => {
  fault = null;
  spool = mkdtempSync(path.join(tmpdir(), "livewall-spool-"));
  store = await startFaultyS3((method) => (method === fault?.method ? fault.fault : null));
  app = await startProgram({ AWS_ENDPOINT_URL_S3: store.endpoint, SPOOL_DIR: spool, POLL_SECONDS: "5" });
});
afterEach(async () => {
  await app.end();
  await store.stop();
  rmSync(spool, { recursive: true });
});

const get = async (address: string) => (await fetch(app.url + address)).text();

/** The sum of a metric over its labels. */
async function metric(name: string): Promise<number> {
  const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
  const scraped = await (await fetch(`${app.url}/api/metrics`, { headers })).text();
  const lines = scraped
    .split("\n")
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

const findFiles = (ending: string) => readdirSync(spool).filter((name) => name.endsWith(ending));

test("pages and hooks have one store, one spool and one value for each counter", async () => {
  for (const address of ["/", "/wall", "/feed?stream=a%2Fb", "/embed?stream=a%2Fb"]) await get(address);
  const asked = store.requests.length;
  expect(asked).toBeGreaterThan(0);
  expect(await metric("livewall_store_requests_total")).toBeGreaterThanOrEqual(asked);
  expect(await metric("livewall_hooks_total")).toBe(0);
  // The delivery has asked already what the store makes of conditional puts.
  const isOfViewers = (n: number) => store.requests[n]?.startsWith("GET") === true;
  const viewers = new Set(store.ports.filter((_, n) => isOfViewers(n)));
  expect(viewers.size).toBeGreaterThan(0);

  fault = { method: "PUT", fault: { status: 503, code: "SlowDown" } };
  for (let n = 0; n < 3; n += 1)
    expect((await fetch(hookTo(app, `ZG6NWV/${randomUUID()}`))).status).toBe(200);
  await get("/");
  expect(await metric("livewall_hooks_total")).toBe(3);
  expect(await metric("livewall_spool_hooks")).toBe(3);
  await until("the lease", 10_000, () => Promise.resolve(findFiles(".lease").length > 0));
  const holder = JSON.parse(readFileSync(path.join(spool, ...findFiles(".lease")), "utf8")) as {
    pid: number;
  };
  expect(holder.pid).toBe(app.process.pid);
  fault = null;
  await until("the delivery", 30_000, async () => (await metric("livewall_spool_hooks")) === 0);
  expect(findFiles(".hook")).toEqual([]);
  expect(await metric("livewall_hooks_total")).toBe(3);
  const ofHooks = store.ports.filter((_, n) => store.requests[n]?.startsWith("PUT"));
  expect(ofHooks.length).toBeGreaterThan(6);
  expect(ofHooks.filter((port) => viewers.has(port))).toEqual([]);
  const started = app.printed().match(/"event":"(?:started|listening)"/g);
  expect(started, "one app is composed").toHaveLength(2);
});

test("a page that was made without data is kept for no other reader, until there is some", async () => {
  const addresses = ["/", "/wall", "/embed?stream=a%2Fb", "/feed?stream=a%2Fb"];
  const open = async (address: string) => {
    const { status, headers } = await fetch(app.url + address);
    const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1];
    return { status, caching: headers.get("cache-control"), nonce };
  };
  fault = { method: "GET", fault: { status: 403, code: "AccessDenied" } };
  for (const address of addresses) {
    const [first, second] = [await open(address), await open(address)];
    expect(first, address).toMatchObject({ status: 200, caching: "private, no-store" });
    expect(second, address).toMatchObject({ status: 200, caching: "private, no-store" });
    expect(second.nonce, address).not.toBe(first.nonce);
  }
  fault = null;
  for (const address of addresses)
    await expect
      .poll(async () => (await open(address)).caching, { timeout: 20_000, message: address })
      .toBe("public, max-age=0, s-maxage=1");
});

test("a rendering and a hook under way are answered after SIGTERM", async () => {
  await get("/");
  const finishHook = await beginHook(hookTo(app, `ZG6NWV/${randomUUID()}`), false);
  fault = { method: "GET", fault: { delayMs: 1_500 } };
  const asked = store.requests.length;
  const page = request(`${app.url}/feed?stream=a%2Fb&at=2026-11-29T20:00:00Z`, { agent: false }).end();
  const answered = once(page, "response") as Promise<[IncomingMessage]>;
  await until("the rendering to wait for the store", 10_000, () =>
    Promise.resolve(store.requests.length > asked),
  );
  const exited = once(app.process, "exit");
  app.process.kill("SIGTERM");
  await until("new connections to be refused", 10_000, () => isRefused(app.url));
  const [answer] = await answered;
  expect([answer.statusCode, answer.headers.connection]).toEqual([200, "close"]);
  expect(await text(answer)).toContain("</html>");
  fault = null;
  expect(await finishHook()).toEqual({ status: 200, body: "OK\n" });
  expect((await exited)[0]).toBe(143);
});
