// What a row of the table cannot tell: bodies that are not read, and what follows them on a connection.
import { once } from "node:events";
import { globSync, readdirSync, statSync } from "node:fs";
import type { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { until } from "../../../scripts/shared/until.ts";
import { thumbnail } from "../../support/hook.ts";
import { exchange, open, readAnswer, type Sent, toBytes } from "./exchange.ts";
import { type Programs, startPrograms } from "./programs.ts";

const BYTES_PER_MB = 1_000_000;
const BODY_BYTES = 10 * BYTES_PER_MB;
const CONNECTIONS = 50;
/** Bodies that are kept take 500 MB and more; what is left of chunks took up to 171 MB. */
const MAX_GROWTH_BYTES = 300 * BYTES_PER_MB;
const HEALTH = toBytes({ line: "GET /api/health" });

let programs: Programs;
beforeAll(async () => {
  programs = await startPrograms();
});
afterAll(() => programs.end());

async function connect(url: string): Promise<Socket> {
  const socket = await open(url);
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** A request without its body. */
const headOf = (line: string, length: number, headers: Sent["headers"] = []) =>
  toBytes({ line, headers: [...headers, ["Content-Length", String(length)]] });

const write = (socket: Socket, bytes: Uint8Array) =>
  new Promise<void>((resolve) => {
    socket.write(bytes, () => resolve());
    socket.once("close", () => resolve());
  });

async function hookOf(changes: Parameters<typeof thumbnail>[0]): Promise<Sent> {
  const request = thumbnail({ secret: programs.app.secret, ...changes });
  const headers = [...request.headers].map(([name, value]) => [name, value] as const);
  return { line: "POST /api/thumbnails", headers, body: new Uint8Array(await request.arrayBuffer()) };
}

// Next's own server answers at the end of a body, and keeps none of it. A platform reads bodies by itself.
test.each(["POST /", "PUT /wall", "POST /nowhere"])(
  "refuses the body of %s before it is sent",
  async (line) => {
    const socket = await connect(programs.app.url);
    socket.write(headOf(line, BYTES_PER_MB));
    expect((await readAnswer(socket)).status).toBe(405);
  },
);

test.each(["app", "next"] as const)("%s keeps nothing of 50 bodies of 10 MB", async (name) => {
  const { url } = programs[name];
  const server = name === "app" ? programs.app.server : programs.next;
  const lines = ["POST /", "GET /wall", "POST /api/feeds", "POST /nowhere"];
  await exchange(url, { line: "GET /wall" });
  const { rssBytes: before } = await server.usage();
  // The last byte is not sent, so that none of them has ended.
  const body = new Uint8Array(BODY_BYTES - 1);
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(url)));
  let open = CONNECTIONS;
  for (const [n, socket] of sockets.entries()) {
    socket.write(headOf(lines[n % lines.length] ?? "", BODY_BYTES));
    void write(socket, body).then(() => (open -= 1));
  }
  let peak = 0;
  await until("the bodies to be sent or refused", 40_000, async () => {
    peak = Math.max(peak, (await server.usage()).rssBytes);
    return open === 0;
  });
  expect(peak - before).toBeLessThan(MAX_GROWTH_BYTES);
  expect((await exchange(url, await hookOf({}))).status).toBe(200);
});

test.runIf(process.platform === "linux")("closes the files of readers who have left", async () => {
  const { url, server } = programs.app;
  const countOpen = () => readdirSync(`/proc/${server.pid}/fd`).length;
  const files = globSync(".next/static/chunks/*.js").map((name) => ({ name, size: statSync(name).size }));
  const { name } = files.reduce((a, b) => (a.size > b.size ? a : b));
  const request = toBytes({ line: `GET /${name.replace(".next", "_next")}` });
  const before = countOpen();
  for (let n = 0; n < CONNECTIONS; n++) {
    const socket = await connect(url);
    socket.write(Buffer.concat(Array.from({ length: 30 }, () => request)));
    // The server has begun with all of them.
    await once(socket, "readable");
    socket.destroy();
  }
  await until("the files to be closed", 10_000, () => Promise.resolve(countOpen() < before + CONNECTIONS));
});

describe("a connection", () => {
  test("goes on after a body that was refused", async () => {
    const socket = await connect(programs.app.url);
    const refused = await hookOf({ signature: null, body: new Uint8Array(BYTES_PER_MB) });
    socket.write(Buffer.concat([toBytes(refused), HEALTH]));
    expect([(await readAnswer(socket)).status, (await readAnswer(socket)).status]).toEqual([401, 200]);
  });

  test("takes nothing of a body for a request", async () => {
    const socket = await connect(programs.app.url);
    const body = Buffer.concat([toBytes({ line: "POST /api/metrics" }), Buffer.alloc(100_000)]);
    socket.write(Buffer.concat([toBytes({ line: "POST /wall", body }), HEALTH]));
    const answer = await readAnswer(socket);
    expect([answer.status, answer.headers.connection]).toEqual([405, "close"]);
    await expect(readAnswer(socket)).rejects.toThrow("broke off after 0 bytes");
  });

  test("answers requests in their order", async () => {
    const socket = await connect(programs.app.url);
    socket.write(Buffer.concat([toBytes({ line: "GET /wall" }), HEALTH, toBytes({ line: "GET /api/none" })]));
    const statuses = [await readAnswer(socket), await readAnswer(socket), await readAnswer(socket)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 404]);
  });

  test.each([
    ["a good hook", {}, 200],
    ["an unsigned hook", { signature: null }, 401],
  ])("sends 100 Continue to %s, and takes its body", async (_, changes, status) => {
    const { line, headers = [], body = Buffer.of() } = await hookOf(changes);
    const socket = await connect(programs.app.url);
    socket.write(headOf(line, body.byteLength, [...headers, ["Expect", "100-continue"]]));
    expect((await readAnswer(socket)).status).toBe(100);
    socket.write(body);
    expect((await readAnswer(socket)).status).toBe(status);
  });
});

test("answers 304 to a poll of the version that a reader has, for caches to keep", async () => {
  const { url } = programs.app;
  const line = "GET /api/feeds";
  const { headers } = await exchange(url, { line });
  const again = await exchange(url, { line, headers: [["If-None-Match", headers.etag ?? ""]] });
  expect([again.status, again.headers["cache-control"], again.headers.vary]).toEqual([
    304,
    headers["cache-control"],
    "Accept-Encoding",
  ]);
  expect(again.headers).not.toHaveProperty("content-length");
});
