// A receiver at an address of its own, as a deployment has one, without the rest of the app.
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { parseSecret } from "#lib/provider/signature.ts";
import { receiver, type Receiver } from "./receiving.ts";

export type ReceiverServer = {
  readonly url: string;
  /** The secrets that it accepts, newest first; a restart with other settings. */
  accept: (secrets: readonly string[]) => void;
  /** What stands before it and answers in its place. */
  front: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** The numbers of the secrets that signed what it took, in order. */
  readonly signedBy: () => unknown[];
  readonly stop: () => Promise<void>;
};

export async function startReceiverServer(
  store: Parameters<typeof receiver>[0] = {},
): Promise<ReceiverServer> {
  let current: Receiver = receiver(store);
  const taken: Receiver[] = [current];

  async function serve(request: IncomingMessage, response: ServerResponse) {
    if (self.front !== null) {
      self.front(request, response);
      return;
    }
    const { method = "GET", url = "/", headers } = request;
    const body = Uint8Array.from(await buffer(request));
    const answer =
      new URL(url, "http://localhost").pathname === "/api/thumbnails" && method === "POST"
        ? await current.receive(
            new Request(`http://localhost${url}`, {
              method,
              headers: headers as Record<string, string>,
              body,
            }),
          )
        : new Response("Not found", { status: 404 });
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
    front: null,
    accept(secrets) {
      const parsed = secrets.map(parseSecret).filter((secret) => secret !== null);
      current = receiver({ ...store, settings: { ...store.settings, secrets: parsed } });
      taken.push(current);
    },
    signedBy: () => taken.flatMap(({ lines }) => lines.map(({ signedBySecret }) => signedBySecret)),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return self;
}
