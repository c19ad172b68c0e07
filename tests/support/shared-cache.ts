// A shared cache in front of an app, as a CDN or a reverse proxy is one: by RFC 9111, whatever it is told.
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import CachePolicy from "http-cache-semantics";

type Kept = { readonly policy: CachePolicy; readonly body: Buffer };

export type SharedCache = { readonly url: string; readonly stop: () => Promise<void> };

/** Says `X-Cache: HIT` of what it had. */
export async function startSharedCache(origin: string): Promise<SharedCache> {
  const kept = new Map<string, Kept>();
  const server = createServer((request, response) => {
    void answer(request).then(({ status, headers, body }) => {
      response.writeHead(status, headers).end(body);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  async function answer({ method = "GET", url = "/", headers }: IncomingMessage) {
    const asked = { method, url, headers };
    const had = kept.get(url);
    if (had?.policy.satisfiesWithoutRevalidation(asked)) {
      return { status: 200, headers: { ...had.policy.responseHeaders(), "x-cache": "HIT" }, body: had.body };
    }
    const fetched = await fetch(origin + url, {
      method,
      headers: Object.entries(headers).flatMap(([name, value]) =>
        typeof value === "string" && name !== "host" && name !== "connection"
          ? [[name, value] as [string, string]]
          : [],
      ),
      redirect: "manual",
    });
    const body = Buffer.from(await fetched.arrayBuffer());
    const told = Object.fromEntries(
      [...fetched.headers].filter(
        ([name]) => !/^(content-encoding|content-length|transfer-encoding)$/.test(name),
      ),
    );
    const policy = new CachePolicy(asked, { status: fetched.status, headers: told }, { shared: true });
    if (policy.storable()) kept.set(url, { policy, body });
    return { status: fetched.status, headers: { ...told, "x-cache": "MISS" }, body };
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
