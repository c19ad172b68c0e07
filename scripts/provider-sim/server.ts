// The provider's REST API on loopback.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Account } from "./account.ts";
import { type DrawPicture, Hooks } from "./hooks.ts";
import { drawnCamera } from "./picture.ts";
import { type Body, route, UNAUTHORIZED } from "./routes.ts";

/** A failure instead of an answer. "lost": the call is carried out, but its answer never comes. */
export type Fault =
  | "hang"
  | "reset"
  | "lost"
  | {
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

export type ProviderOptions = {
  readonly port?: number;
  readonly account?: Account;
  /** The picture of a stream; a drawn one by default. */
  readonly draw?: DrawPicture;
  /** Called for every call, with its method and path. */
  readonly fault?: (method: string, path: string) => Fault | null;
};

export type ProviderServer = {
  readonly url: string;
  /** The bearer token of its API. */
  readonly secret: string;
  readonly account: Account;
  readonly hooks: Hooks;
  /** Every call so far, as method and path. */
  readonly calls: string[];
  readonly stop: () => Promise<void>;
};

export async function startProviderServer(options: ProviderOptions = {}): Promise<ProviderServer> {
  const account = options.account ?? new Account();
  const secret = randomBytes(24).toString("hex");
  const hooks = new Hooks(account, options.draw ?? ((name) => drawnCamera(name, 0)(Date.now())));
  const calls: string[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const { method = "", url = "/" } = request;
    const { pathname, searchParams: query } = new URL(url, "http://provider");
    calls.push(`${method} ${pathname}`);
    const fault = options.fault?.(method, pathname) ?? null;
    if (fault === "hang") return;
    if (fault === "reset") return void request.socket.resetAndDestroy();
    if (fault !== null && fault !== "lost") {
      return void response.writeHead(fault.status, fault.headers).end(fault.body);
    }
    const body = JSON.parse((await text(request)) || "{}") as Body;
    const isKnown = request.headers.authorization === `Bearer ${secret}`;
    const answer = isKnown ? route(account, hooks, method, pathname, { query, body }) : UNAUTHORIZED;
    if (fault === "lost") return void request.socket.resetAndDestroy();
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    secret,
    account,
    hooks,
    calls,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
