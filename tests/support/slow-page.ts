// A slow network before an app: the first part of one page comes alone, and the rest once the test says so.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type SlowPage = {
  readonly url: string;
  /** Lets the rest of the page come. */
  readonly goOn: () => void;
  readonly stop: () => Promise<void>;
};

/**
 * @param path of the page
 * @param until where its first part ends: behind this text
 */
export async function startSlowPage(origin: string, path: string, until: string): Promise<SlowPage> {
  const { promise: goesOn, resolve: goOn } = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");

  async function answer({ url = "/", headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" && !/^(host|connection)$/.test(name)
        ? [[name, value] as [string, string]]
        : [],
    );
    const answered = await fetch(origin + url, { headers: asked, redirect: "manual" });
    const told = [...answered.headers].filter(
      ([name]) => !/^(content-encoding|content-length|transfer-encoding)$/.test(name),
    );
    response.writeHead(answered.status, Object.fromEntries(told));
    const body = Buffer.from(await answered.arrayBuffer());
    const end = new URL(url, origin).pathname === path ? body.indexOf(until) : -1;
    if (end !== -1) {
      response.write(body.subarray(0, end + until.length));
      await goesOn;
    }
    response.end(body.subarray(end === -1 ? 0 : end + until.length));
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goOn: () => goOn(undefined),
    async stop() {
      goOn(undefined);
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
