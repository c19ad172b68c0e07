// Readers of a store that is slow: the past waits for it, and nothing else does.
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { until } from "../../../scripts/shared/until.ts";
import { type FaultyS3, startFaultyS3 } from "../../support/faulty-s3.ts";
import type { ServingProcess } from "../../support/serving-process.ts";
import { startProgram } from "./program.ts";

/** Below the deadline of a request to the store. */
const SLOW_MS = 2_500;

let store: FaultyS3;
let app: ServingProcess;
let isSlow = false;
beforeAll(async () => {
  store = await startFaultyS3((method) => (isSlow && method === "GET" ? { delayMs: SLOW_MS } : null));
  app = await startProgram({ AWS_ENDPOINT_URL_S3: store.endpoint, POLL_SECONDS: "5" });
  // It reads once an hour how long the log is kept.
  await get("/");
});
beforeEach(() => {
  isSlow = false;
});
afterAll(async () => {
  await app.end();
  await store.stop();
});

let pages = 0;
/** Another moment of the past each time. */
const nextPage = () => `/feed?stream=ZG6NWV%2Fslow-${(pages += 1)}&at=2026-11-29T20:00:00.000Z`;

async function get(address: string) {
  const answer = await fetch(app.url + address);
  return { status: answer.status, retryAfter: answer.headers.get("retry-after"), body: await answer.text() };
}

/** Asks for a page, and leaves when the program has seen it. */
async function visit(address: string): Promise<void> {
  const sent = request(app.url + address, { agent: false }).on("error", () => undefined);
  sent.end();
  await once(sent, "finish");
  await get("/api/health");
  sent.destroy();
  await get("/api/health");
}

test("a wave of readers who leave costs the store a few pages, not one for each", async () => {
  const before = store.requests.length;
  expect((await get(nextPage())).status).toBe(200);
  const ofOne = store.requests.length - before;
  expect(ofOne).toBeGreaterThan(0);
  isSlow = true;
  for (let n = 0; n < 40; n += 1) await visit(nextPage());
  isSlow = false;
  // Waits for the renderings that still go on.
  await until("a page of the past", 30_000, async () => (await get(nextPage())).status === 200);
  // Four at once, the two that were waited for, and as many again if the machine is slow.
  expect(store.requests.length - before).toBeLessThan(14 * ofOne);
});

test("the live wall does not wait for readers of the past", async () => {
  isSlow = true;
  const readers = Array.from({ length: 12 }, () => get(nextPage()).then(() => "a reader of the past"));
  await get("/api/health");
  const others = ["/wall?q=other", "/?q=other", "/embed?stream=a%2Fother", "/nowhere", "/api/feeds"].map(
    (one) => get(one).then(() => one),
  );
  for (const [n, one] of others.entries())
    expect(await Promise.race([one, ...readers]), `other ${n}`).not.toBe("a reader of the past");
  isSlow = false;
  await Promise.all(readers);
});

test("readers beyond the limit are told at once when to come again", async () => {
  isSlow = true;
  const readers = Array.from({ length: 70 }, () => get(nextPage()));
  const first = await Promise.race(readers);
  expect(first).toMatchObject({ status: 503, retryAfter: "3" });
  expect(first.body).toContain('<meta http-equiv="refresh" content="3">');
  isSlow = false;
  const statuses = new Set((await Promise.all(readers)).map(({ status }) => status));
  expect(statuses).toEqual(new Set([200, 503]));
  expect((await get(nextPage())).status).toBe(200);
});

test("a rendering goes on for the readers who stay, when its first has left", async () => {
  isSlow = true;
  const address = nextPage();
  const first = request(app.url + address, { agent: false }).on("error", () => undefined);
  first.end();
  await once(first, "finish");
  const second = request(app.url + address, { agent: false }).end();
  await get("/api/health");
  first.destroy();
  isSlow = false;
  const [answer] = (await once(second, "response")) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  expect(await text(answer)).toContain("slow-");
});
