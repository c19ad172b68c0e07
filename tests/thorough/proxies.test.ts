// A hook whose large body is refused: its sender reads the status, directly and behind the documented proxies.
import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../../scripts/app/app.ts";
import { type LocalProxy, requireProxies, startProxy } from "../../scripts/local-proxy/local-proxy.ts";
import { thumbnail, type Thumbnail } from "../support/hook.ts";

/** 100 of 100 were read and stored in each case when this was written. */
const TRIES = 20;
const DEADLINE_MS = 30_000;
const proxies = await requireProxies();

/** MAX_FRAME_BYTES is 4.5 MB. nginx itself refuses more than 5 MiB. */
const REFUSALS: readonly [string, { status: number; bytes: number; how?: Partial<Thumbnail> }][] = [
  ["a malformed signature", { status: 401, bytes: 4_000_000, how: { signature: "none" } }],
  ["another content type", { status: 415, bytes: 4_000_000, how: { contentType: "text/plain" } }],
  ["more bytes than Livewall accepts", { status: 413, bytes: 4_900_000 }],
  ["more bytes than nginx accepts", { status: 413, bytes: 10_000_000 }],
];

/** Sends a hook. @returns the status that its sender reads, or the error that it gets instead */
type Send = (hook: Request, body: Uint8Array) => Promise<number | string>;

/** Reads while it writes, and keeps its connection. */
function createSender(agent: http.Agent): Send {
  return async (hook, body) => {
    const headers = { ...Object.fromEntries(hook.headers), "content-length": body.byteLength };
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const sent = http.request(hook.url, { method: "POST", headers, agent, signal });
    sent.end(body);
    const answer = once(sent, "response") as Promise<[IncomingMessage]>;
    const [response] = await answer.catch(toCode);
    // Once there is an answer, an error of the rest of the body does not matter.
    sent.on("error", () => undefined);
    if (typeof response === "string") return response;
    response.resume();
    return response.statusCode ?? 0;
  };
}

/** Reads nothing before it has written everything, and asks for the end of the connection, as Python's urllib does. */
const writeThenRead: Send = async (hook, body) => {
  const { hostname, port, pathname } = new URL(hook.url);
  const socket = connect(Number(port), hostname).setTimeout(DEADLINE_MS, () => socket.destroy());
  const headers = { host: hostname, connection: "close", "content-length": body.byteLength };
  const lines = Object.entries({ ...Object.fromEntries(hook.headers), ...headers });
  const head = [`POST ${pathname} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), "", ""];
  socket.write(head.join("\r\n"));
  const failed = once(socket, "close").then(() => ["closed"] as const);
  const written = new Promise<void>((resolve) => socket.write(body, () => resolve()));
  const answered = written.then(() => once(socket, "data") as Promise<[Buffer]>);
  const [answer] = await Promise.race([answered, failed]).catch(toCode);
  socket.destroy();
  if (typeof answer === "string") return answer;
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer.toString("latin1"))?.[1]);
};

function toCode(error: unknown): [string] {
  const { code, message } = error as NodeJS.ErrnoException;
  return [code ?? message];
}

let app: App;
let hooks = 0;
beforeAll(async () => {
  app = await startApp({}, "app");
});
afterAll(() => app.end());

const countStored = () => app.logs().filter((line) => line.includes('"outcome":"stored"')).length;

describe.each(["directly", "nginx", "caddy"] as const)("%s", (way) => {
  const agent = new http.Agent({ keepAlive: true });
  const send = createSender(agent);
  let proxy: LocalProxy | undefined;
  beforeAll(async () => {
    if (way !== "directly" && proxies.ok) proxy = await startProxy(way, Number(new URL(app.url).port));
  });
  afterAll(async () => {
    agent.destroy();
    await proxy?.stop();
  });

  test.for(REFUSALS)("%s", async ([, { status, bytes, how }], { skip }) => {
    if (way !== "directly" && !proxies.ok) skip(proxies.why);
    const url = `${proxy?.url ?? app.url}/api/thumbnails`;
    const refused = thumbnail({ url, secret: app.secret, ...how });
    const body = new Uint8Array(bytes);
    const stored = countStored();
    const seen = { refused: {} as Record<string, number>, good: {} as Record<string, number> };
    for (let i = 0; i < TRIES; i++) {
      const answer = await (i % 2 === 0 ? send : writeThenRead)(refused, body);
      seen.refused[answer] = (seen.refused[answer] ?? 0) + 1;
      const good = thumbnail({ url, secret: app.secret, stream: `ZG6NWV/after-${++hooks}` });
      const next = await send(good, new Uint8Array(await good.arrayBuffer()));
      seen.good[next] = (seen.good[next] ?? 0) + 1;
    }
    expect(seen).toEqual({ refused: { [status]: TRIES }, good: { 200: TRIES } });
    expect(countStored() - stored).toBe(TRIES);
  });
});
