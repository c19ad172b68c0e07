// A receiver at an address of its own, without the rest of the app.
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { parseSecret } from "#lib/provider/signature.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import type { Store } from "#lib/store/store.ts";
import { type Receiver, receiverOn } from "./receiver.ts";

export type ReceiverServer = {
  readonly url: string;
  /** The secrets that it accepts, newest first; a restart with other settings. */
  accept: (secrets: readonly string[]) => void;
  /** How far its clock is ahead, as its answers say. */
  aheadMs: number;
  /** Its answer to health checks. */
  health: Readonly<Record<string, string>>;
  /** A proxy that answers in its place. */
  front: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** The numbers of the secrets that signed the accepted hooks, in order. */
  readonly signedBy: () => unknown[];
  readonly stop: () => Promise<void>;
};

export async function startReceiverServer(
  store: Store,
  settings: Partial<ReceiverSettings> = {},
): Promise<ReceiverServer> {
  let current: Receiver = receiverOn(store, { settings });
  const all: Receiver[] = [current];

  async function serve(request: IncomingMessage, response: ServerResponse) {
    if (self.front !== null) {
      self.front(request, response);
      return;
    }
    const { method = "GET", url = "/" } = request;
    const headers = request.headers as Record<string, string>;
    const body = Uint8Array.from(await buffer(request));
    const isHook = url.startsWith("/api/thumbnails") && method === "POST";
    const answer = isHook
      ? await current.receive(new Request(`http://localhost${url}`, { method, headers, body }))
      : url === "/api/health?deep"
        ? Response.json(self.health)
        : new Response("Not found", { status: 404 });
    response.setHeader("date", new Date(Date.now() + self.aheadMs).toUTCString());
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const self: ReceiverServer = {
    url: `http://localhost:${port}`,
    aheadMs: 0,
    health: { status: "ok" },
    front: null,
    accept(secrets) {
      const parsed = secrets.map(parseSecret).filter((secret) => secret !== null);
      current = receiverOn(store, { settings: { ...settings, secrets: parsed } });
      all.push(current);
    },
    signedBy: () => all.flatMap(({ lines }) => lines.map(({ signedBySecret }) => signedBySecret)),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return self;
}
