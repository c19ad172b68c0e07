// A proxy before the store under test, with the faults of a network or of an S3 in trouble.
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { storeSettings } from "./store-client.ts";

/**
 * "lost": the store does its work, but its answer never comes; "stall": the answer stops amid its body; "page": something
 * else answers, as a network does that wants one to sign in first.
 */
export type Fault =
  | "hang"
  | "reset"
  | "lost"
  | "stall"
  | "page"
  | { readonly delayMs: number }
  | { readonly status: number; readonly code: string };
/** Of the method and the key. */
export type Faults = (method: string, key: string) => Fault | null;

export type FaultyS3 = {
  readonly endpoint: string;
  /** All that came, as method and key. */
  readonly requests: string[];
  /** For each of them, the port that its connection comes from. */
  readonly ports: (number | undefined)[];
  readonly stop: () => Promise<void>;
};

export async function startFaultyS3(faults: Faults): Promise<FaultyS3> {
  const requests: string[] = [];
  const ports: FaultyS3["ports"] = [];
  const { pathname } = new URL(storeSettings().endpoint ?? "");
  const prefix = `${pathname === "/" ? "" : pathname}/${storeSettings().bucket}/`;

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const { method = "", url = "" } = request;
    const key = decodeURIComponent(url.split("?")[0]?.slice(prefix.length) ?? "");
    requests.push(`${method} ${key}`);
    ports.push(request.socket.remotePort);
    const fault = faults(method, key);
    if (fault === "hang") return;
    if (fault === "reset") return void request.socket.resetAndDestroy();
    const body = await buffer(request);
    const isDelay = typeof fault === "object" && fault !== null && "delayMs" in fault;
    if (isDelay) await delay(fault.delayMs);
    if (fault === null || fault === "lost" || isDelay) {
      const answer = await forward(request, body);
      if (fault === "lost") return void request.socket.resetAndDestroy();
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    if (fault === "stall") return void response.writeHead(200, { "content-length": "100" }).write("<");
    if (fault === "page") {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Sign in</title>");
      return;
    }
    const { status, code } = fault;
    response.writeHead(status, { "content-type": "application/xml" });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>A fault.</Message></Error>`);
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}${pathname === "/" ? "" : pathname}`,
    requests,
    ports,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Host and all: the signature covers them. */
async function forward({ method, url, headers }: IncomingMessage, body: Buffer) {
  const { hostname, port } = new URL(storeSettings().endpoint ?? "");
  const request = http.request({ hostname, port, method, path: url, headers, agent: false });
  request.end(body);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
}
