// npm start -- --no-wall: the receiver as a process of its own, on the store under test.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseStream } from "#lib/model/stream.ts";
import { until } from "../../scripts/shared/until.ts";
import { beginHook, isRefused } from "../support/hook-under-way.ts";
import {
  hookTo,
  MAIN,
  METRICS_TOKEN,
  settings,
  startReceiver,
  streamOf,
} from "../support/receiver-process.ts";
import type { ServingProcess } from "../support/serving-process.ts";
import { storeWith } from "../support/store-client.ts";

let folder: string;
let receiver: ServingProcess;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "livewall-receiver-"));
  // The receiver takes none of its files.
  writeFileSync(path.join(folder, ".env.local"), "PORT=1\nHOSTNAME=nowhere.invalid\n");
  receiver = await startReceiver(folder);
});
afterAll(async () => {
  await receiver.end();
  rmSync(folder, { recursive: true });
});

async function framesOf(id: string): Promise<number> {
  const stream = parseStream(id);
  if (stream === null) throw new Error(`${id} is no stream`);
  const from = Date.now() + 60_000;
  return (await storeWith().listPreviews(stream, from, 10, AbortSignal.timeout(10_000))).frames.length;
}

describe("the receiver", () => {
  test("stores a hook and writes its line in the log", async () => {
    const stream = streamOf();
    const answer = await fetch(hookTo(receiver, { stream }));
    expect([answer.status, await answer.text()]).toEqual([200, "OK\n"]);
    // Longer than a proxy that may send a hook over the connection keeps it.
    expect(Number(answer.headers.get("keep-alive")?.replace("timeout=", ""))).toBeGreaterThan(120);
    expect(await framesOf(stream)).toBe(1);
    expect(receiver.printed()).toContain(`"stream":"${stream}"`);
  });

  test("rejects 12 MB with and without a length, and goes on", async () => {
    const body = new Uint8Array(12_000_000);
    const declared = await fetch(hookTo(receiver, { body }));
    expect(declared.status).toBe(413);
    expect(declared.headers.get("content-type")).toBe("application/problem+json");
    const { headers, url } = hookTo(receiver);
    const streamed = {
      method: "POST",
      headers,
      body: new Blob([body]).stream(),
      duplex: "half",
    } as RequestInit;
    expect((await fetch(url, streamed)).status).toBe(413);
    expect((await fetch(hookTo(receiver))).status).toBe(200);
  });

  test.each([
    ["Content-Type", 415],
    ["X-Millicast-Signature", 401],
    ["X-Millicast-Feed-Id", 400],
    ["X-Millicast-Stream-Id", 400],
    ["X-Millicast-Timestamp", 400],
  ])("rejects a hook that has %s twice with %i", async (name, status) => {
    const stream = streamOf();
    const hook = hookTo(receiver, { stream });
    const value = hook.headers.get(name) ?? "";
    const headers = { ...Object.fromEntries(hook.headers), [name.toLowerCase()]: [value, value] };
    const sent = http
      .request(hook.url, { method: "POST", headers })
      .end(Buffer.from(await hook.arrayBuffer()));
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    expect([answer.statusCode, await text(answer)]).toEqual([status, expect.stringContaining('"title":')]);
    expect(await framesOf(`${stream}, ${stream}`)).toBe(0);
  });

  test.each([
    ["reads the next request after a body that it refuses", 200_000, ["401", "200"], "keep-alive"],
    ["closes the connection of a body that is too long to read", 20_000_000, ["401"], "close"],
  ])("%s", async (_, length, statuses, connection) => {
    const { hostname, port } = new URL(receiver.url);
    const hidden = "POST /api/metrics HTTP/1.1\r\nHost: x\r\n\r\n";
    const hook = `POST /api/thumbnails HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\nContent-Length: ${length}\r\n\r\n`;
    const socket = connect(Number(port), hostname);
    // The server closes the connection while the sender still sends.
    socket.on("error", () => undefined);
    const answered = text(socket);
    socket.write(hook + hidden.padEnd(length, " "));
    socket.end("GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n");
    const answers = await answered;
    expect([...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(statuses);
    expect(/^connection: (.*)\r$/im.exec(answers)?.[1]).toBe(connection);
  });

  test.each([
    ["GET", "/", 404],
    ["GET", "/api/feeds", 404],
    ["POST", "//api/thumbnails", 404],
    ["GET", "//", 404],
    ["GET", "/api/thumbnails", 405],
    ["POST", "/api/thumbnails/", 415],
    ["POST", "/api/health", 405],
    ["GET", "/api/health", 200],
    ["GET", "/api/health?deep", 200],
    ["GET", "/api/metrics", 401],
  ])("answers %s %s with %i", async (method, address, status) => {
    expect((await fetch(receiver.url + address, { method })).status).toBe(status);
  });

  test("shows its metrics to a client with the token", async () => {
    await fetch(hookTo(receiver));
    const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
    const metrics = await (await fetch(`${receiver.url}/api/metrics`, { headers })).text();
    expect(metrics).toMatch(/livewall_hooks_total\{[^}]*outcome="stored"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/livewall_store_requests_total\{operation="PutObject",status="200"\} [1-9]/);
    expect(metrics).toMatch(/livewall_answers_total\{address="\/api\/thumbnails",status="2xx"\} [1-9]/);
    expect(metrics).toContain('livewall_answers_total{address="/api/metrics",status="5xx"} 0');
    // Its own request has no body. A process without a wall knows nothing of feeds.
    expect(metrics).toMatch(/^livewall_bytes_in_flight 0$/m);
    expect(metrics).not.toMatch(/^livewall_(feeds|newest|last_listing)/m);
  });
});

test("a receiver delivers its spool, and finishes the hook that is under way when it is asked to end", async () => {
  const SPOOL_DIR = path.join(folder, "spool");
  const [spooled, last] = [streamOf(), streamOf()];
  const away = await startReceiver(folder, { SPOOL_DIR, AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" });
  expect((await fetch(hookTo(away, { stream: spooled }))).status).toBe(200);
  await away.end();
  expect(await framesOf(spooled)).toBe(0);

  const back = await startReceiver(folder, { SPOOL_DIR });
  await until("the spool to be delivered", 30_000, async () => (await framesOf(spooled)) === 1);
  await until("the spool to be empty", 10_000, () =>
    Promise.resolve(readdirSync(SPOOL_DIR).every((name) => !name.endsWith(".hook"))),
  );

  const finishHook = await beginHook(hookTo(back, { stream: last }), false);
  const exited = once(back.process, "exit");
  back.process.kill("SIGTERM");
  await until("new connections to be refused", 10_000, () => isRefused(back.url));
  expect(await finishHook()).toEqual({ status: 200, body: "OK\n" });
  expect(await exited).toEqual([143, null]);
  expect(await framesOf(last)).toBe(1);
});

test("a receiver with wrong settings does not start, and says all that is wrong", () => {
  const env = { NODE_ENV: "production", ...settings(), WEBHOOK_SECRET: "", AWS_S3_BUCKET_NAME: "-" } as const;
  const { status, stderr } = spawnSync(process.execPath, [MAIN, "--no-wall"], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toContain("WEBHOOK_SECRET is missing");
  expect(stderr).toContain("AWS_S3_BUCKET_NAME is not a bucket name");
});
