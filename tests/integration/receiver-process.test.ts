// npm run receive: the receiver alone, as a process of its own, on the store under test.
import { randomBytes } from "node:crypto";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseStream } from "#lib/model/stream.ts";
import type { Environment } from "#lib/settings/environment.ts";
import { freePort } from "../../scripts/shared/free-port.ts";
import { until } from "../../scripts/shared/until.ts";
import { SECRET, thumbnail, type Thumbnail } from "../support/hook.ts";
import { beginHook, isRefused } from "../support/hook-under-way.ts";
import { storeWith } from "../support/receiving.ts";
import { type ServingProcess, startServing } from "../support/serving-process.ts";

const MAIN = path.resolve("lib/server/main.ts");
const METRICS_TOKEN = "a-token-of-the-tests";
const METRICS_HEADER = { Authorization: `Bearer ${METRICS_TOKEN}` };

function settings(): Environment {
  const names = ["AWS_ENDPOINT_URL_S3", "AWS_S3_BUCKET_NAME", "AWS_REGION"];
  const keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  const store = Object.fromEntries([...names, ...keys].map((name) => [name, process.env[name]]));
  return { ...store, WEBHOOK_SECRET: SECRET, METRICS_TOKEN };
}

/** In a folder of its own, which has no file of settings. */
async function startReceiver(more: Environment = {}): Promise<ServingProcess> {
  const port = await freePort();
  const args = [MAIN, "--port", String(port), "--hostname", "127.0.0.1"];
  return startServing({ args, folder, env: { ...settings(), ...more }, port });
}

let folder: string;
let receiver: ServingProcess;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "livewall-receiver-"));
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.end();
  rmSync(folder, { recursive: true });
});

const streamOf = () => `ZG6NWV/${randomBytes(6).toString("hex")}`;
const hookTo = ({ url }: ServingProcess, more: Partial<Thumbnail> = {}) =>
  thumbnail({ url: `${url}/api/thumbnails`, stream: streamOf(), ...more });

async function framesOf(id: string): Promise<number> {
  const stream = parseStream(id);
  if (stream === null) throw new Error(`${id} is no stream`);
  const from = Date.now() + 60_000;
  return (await storeWith().listPreviews(stream, from, 10, AbortSignal.timeout(10_000))).frames.length;
}

describe("the receiver alone", () => {
  test("stores a hook and writes its line in the log", async () => {
    const stream = streamOf();
    const answer = await fetch(hookTo(receiver, { stream }));
    expect([answer.status, await answer.text()]).toEqual([200, "OK\n"]);
    expect(await framesOf(stream)).toBe(1);
    expect(receiver.printed()).toContain(`"stream":"${stream}"`);
  });

  test.each([
    ["an unsigned hook", { signature: null }, 401],
    ["a hook of another type", { contentType: "image/png" }, 415],
    ["a hook without its feed", { feed: null }, 400],
    ["what is no JPEG", { body: Uint8Array.from([1, 2, 3]) }, 422],
    ["12 MB", { body: new Uint8Array(12_000_000) }, 413],
  ] as const)("answers as the whole app does: to %s", async (_, more, status) => {
    const answer = await fetch(hookTo(receiver, more));
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("refuses 12 MB that come without a length, and goes on", async () => {
    const { headers, url } = hookTo(receiver);
    const body = new Blob([new Uint8Array(12_000_000)]).stream();
    const answer = await fetch(url, { method: "POST", headers, body, duplex: "half" } as RequestInit);
    expect(answer.status).toBe(413);
    expect((await fetch(hookTo(receiver))).status).toBe(200);
  });

  test("takes nothing of an unread body for another request", async () => {
    const { hostname, port } = new URL(receiver.url);
    const hidden = "POST /api/metrics HTTP/1.1\r\nHost: x\r\n\r\n";
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/thumbnails HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\nContent-Length: 200000\r\n\r\n${hidden}`,
    );
    const answers = await text(socket);
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 401"]);
    expect(answers.toLowerCase()).toContain("connection: close");
  });

  test("keeps a connection for longer than a proxy that may send a hook over it", async () => {
    const { headers } = await fetch(hookTo(receiver));
    expect(Number(headers.get("keep-alive")?.replace("timeout=", ""))).toBeGreaterThan(120);
  });

  test("has no other addresses, and each has its methods", async () => {
    const statusOf = async (address: string, method = "GET") =>
      (await fetch(receiver.url + address, { method })).status;
    expect(await statusOf("/")).toBe(404);
    expect(await statusOf("/api/feeds")).toBe(404);
    expect(await statusOf("//api/thumbnails", "POST")).toBe(404);
    expect(await statusOf("//")).toBe(404);
    expect(await statusOf("/api/thumbnails")).toBe(405);
    expect(await statusOf("/api/health", "POST")).toBe(405);
    expect(await statusOf("/api/health")).toBe(200);
    expect(await statusOf("/api/health?deep")).toBe(200);
    expect((await fetch(hookTo(receiver, { url: `${receiver.url}/api/thumbnails/` }))).status).toBe(200);
  });

  test("tells its metrics to whoever has the token", async () => {
    await fetch(hookTo(receiver));
    expect((await fetch(`${receiver.url}/api/metrics`)).status).toBe(401);
    const metrics = await (await fetch(`${receiver.url}/api/metrics`, { headers: METRICS_HEADER })).text();
    expect(metrics).toMatch(/livewall_hooks_total\{[^}]*outcome="stored"[^}]*\} [1-9]/);
    expect(metrics).toContain('livewall_store_requests_total{operation="PutObject"');
  });
});

describe("a receiver alone that is asked to end", () => {
  test("takes no more, finishes the hook that is under way, and ends", async () => {
    const ending = await startReceiver();
    const stream = streamOf();
    const finishHook = await beginHook(hookTo(ending, { stream }), false);
    const exited = once(ending.process, "exit");
    ending.process.kill("SIGTERM");
    await until("new connections to be refused", 10_000, () => isRefused(ending.url));
    expect(await finishHook()).toEqual({ status: 200, body: "OK\n" });
    expect(await exited).toEqual([143, null]);
    expect(await framesOf(stream)).toBe(1);
  });
});

describe("a receiver alone with a spool", () => {
  test("keeps what the store does not take, and delivers it when it does", async () => {
    const spool = path.join(folder, "spool");
    const stream = streamOf();
    const away = await startReceiver({ SPOOL_DIR: spool, AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" });
    expect((await fetch(hookTo(away, { stream }))).status).toBe(200);
    await away.end();
    expect(await framesOf(stream)).toBe(0);
    const back = await startReceiver({ SPOOL_DIR: spool });
    await until("the spool to be delivered", 30_000, async () => (await framesOf(stream)) === 1);
    await until("the spool to be empty", 10_000, () =>
      Promise.resolve(readdirSync(spool).every((name) => !name.endsWith(".hook"))),
    );
    await back.end();
  });
});

test("a receiver alone listens at PORT, as next start does, and of its files takes none", async () => {
  const port = await freePort();
  const elsewhere = mkdtempSync(path.join(tmpdir(), "livewall-receiver-port-"));
  writeFileSync(path.join(elsewhere, ".env.local"), "PORT=1\nHOSTNAME=nowhere.invalid\n");
  const env = { ...settings(), PORT: String(port), HOSTNAME: "nowhere.invalid" };
  const started = await startServing({ args: [MAIN], folder: elsewhere, env, port });
  expect((await fetch(`${started.url}/api/health`)).status).toBe(200);
  await started.end();
  rmSync(elsewhere, { recursive: true });
});

test("a receiver alone with wrong settings does not start, and says all that is wrong", () => {
  const env = { NODE_ENV: "production", ...settings(), WEBHOOK_SECRET: "", AWS_S3_BUCKET_NAME: "-" } as const;
  const { status, stderr } = spawnSync(process.execPath, [MAIN], { cwd: folder, env, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("WEBHOOK_SECRET is missing");
  expect(stderr).toContain("AWS_S3_BUCKET_NAME is not a bucket name");
});
