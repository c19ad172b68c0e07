// The provider's REST API on loopback: what it answers, and how it refuses, as its documents have it.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { drawnCamera } from "../simulator/picture.ts";
import { Account } from "./account.ts";
import { type Answer, fail, success, UNAUTHORIZED } from "./answer.ts";
import { Hooks, liveStreams } from "./live-routes.ts";
import { createToken, listTokens, updateToken } from "./token-routes.ts";
import {
  type Body,
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  updateWebhook,
} from "./webhook-routes.ts";

/** What a call may run into instead of its answer. "lost": it is carried out, but the answer never comes. */
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
  readonly secret?: string;
  /** The picture of a stream; drawn, unless it is given. */
  readonly draw?: (streamName: string) => Promise<Uint8Array>;
  /** Asked for every call, by method and path. */
  readonly fault?: (method: string, path: string) => Fault | null;
};

export type ProviderServer = {
  readonly url: string;
  /** What its API wants as the bearer. */
  readonly secret: string;
  readonly account: Account;
  readonly hooks: Hooks;
  /** Every call that came, as method and path. */
  readonly calls: string[];
  readonly stop: () => Promise<void>;
};

export async function startProviderServer(options: ProviderOptions = {}): Promise<ProviderServer> {
  const account = options.account ?? new Account();
  const secret = options.secret ?? randomBytes(24).toString("hex");
  const hooks = new Hooks(account, options.draw ?? ((name) => drawnCamera(name, 0)(Date.now())));
  const calls: string[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const { method = "", url = "/" } = request;
    const { pathname, searchParams } = new URL(url, "http://provider");
    calls.push(`${method} ${pathname}`);
    const fault = options.fault?.(method, pathname) ?? null;
    if (fault === "hang") return;
    if (fault === "reset") return void request.socket.resetAndDestroy();
    if (fault !== null && fault !== "lost") {
      return void response.writeHead(fault.status, fault.headers).end(fault.body);
    }
    const body = parseBody(await text(request));
    const isKnown = request.headers.authorization === `Bearer ${secret}`;
    const answer = isKnown
      ? answerTo(account, hooks, `${method} ${pathname}`, searchParams, body)
      : UNAUTHORIZED;
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

function answerTo(account: Account, hooks: Hooks, call: string, query: URLSearchParams, body: Body): Answer {
  const webhook = /^(GET|PUT|DELETE) \/api\/webhooks\/(\d+)$/.exec(call);
  if (webhook !== null) {
    const id = Number(webhook[2]);
    if (webhook[1] === "PUT") return updateWebhook(account, id, body);
    return webhook[1] === "GET" ? getWebhook(account, id) : deleteWebhook(account, id);
  }
  const token = /^PUT \/api\/publish_token\/(\d+)$/.exec(call);
  if (token !== null) return updateToken(account, Number(token[1]), body);
  const test = /^POST \/api\/webhooks\/test\/(\w+)$/.exec(call);
  if (test !== null) return hooks.sendTest(test[1] ?? "", body);
  switch (call) {
    case "GET /api/v3/account/info":
      return success({ accountId: account.id });
    case "GET /api/webhooks/list":
      return listWebhooks(account, query);
    case "POST /api/webhooks":
      return createWebhook(account, body);
    case "GET /api/publish_token/list":
      return listTokens(account, query);
    case "POST /api/publish_token":
      return createToken(account, body);
    case "POST /api/thumbnails":
      return hooks.requestThumbnail(body);
    case "GET /api/monitoring/streams":
      return liveStreams(account, query);
    default:
      return fail({ message: `No such call: ${call}` });
  }
}

function parseBody(body: string): Body {
  return body === "" ? {} : (JSON.parse(body) as Body);
}
