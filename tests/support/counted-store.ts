// Stands before a store, and counts what is asked of it.
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";

export type Operation = "PUT" | "LIST" | "GET" | "HEAD" | "DELETE" | "other";

export type CountedStore = {
  readonly endpoint: string;
  /** All that came, as method and address, decoded. */
  readonly requests: string[];
  /** How many requests of an operation came since the last `reset`; below a prefix, if one is given. */
  readonly count: (operation: Operation, prefix?: string) => number;
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
};

/** @param endpoint of the store */
export async function startCountedStore(endpoint: string): Promise<CountedStore> {
  const requests: string[] = [];
  const { hostname, port, pathname } = new URL(endpoint);
  const base = pathname === "/" ? "" : pathname;
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
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    requests,
    count: (operation, prefix = "") =>
      requests.filter((request) => {
        const asked = parseRequest(request, base);
        return asked.operation === operation && asked.key.startsWith(prefix);
      }).length,
    reset() {
      requests.length = 0;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** The key of an object, or the prefix of a list. */
function parseRequest(request: string, base: string): { operation: Operation; key: string } {
  const [, method = "", path = "", query = ""] = /^(\S+) ([^?]*)\??(.*)$/.exec(request) ?? [];
  const key = path.slice(base.length).split("/").slice(2).join("/");
  if (/(^|&)list-type=2(&|$)/.test(query)) {
    return { operation: "LIST", key: /(?:^|&)prefix=([^&]*)/.exec(query)?.[1] ?? "" };
  }
  const isObject = method === "PUT" || method === "GET" || method === "HEAD" || method === "DELETE";
  return { operation: isObject && key !== "" ? method : "other", key };
}
