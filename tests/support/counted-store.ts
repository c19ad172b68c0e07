// Stands before a store, and notes what is asked of it.
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";

export type CountedStore = {
  readonly endpoint: string;
  /** All that came, as method and address, decoded. */
  readonly requests: string[];
  readonly stop: () => Promise<void>;
};

/** @param endpoint of the store */
export async function startCountedStore(endpoint: string): Promise<CountedStore> {
  const requests: string[] = [];
  const { hostname, port, pathname } = new URL(endpoint);
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    requests.push(`${method} ${decodeURIComponent(url)}`);
    // Host and all: the signature covers them.
    const forwarded = httpRequest({ hostname, port, method, path: url, headers, agent: false });
    forwarded.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
