// A store that is almost S3: a proxy that changes requests, signs them again for the store under test, and changes answers.
import dns, { type LookupOptions } from "node:dns";
import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createLocator, toRequest } from "#lib/store/place.ts";
import { storeClient, storeSettings } from "./store-client.ts";

export type Asked = {
  readonly method: "PUT" | "GET" | "HEAD" | "DELETE";
  /** Of the host that was asked, without the port. */
  readonly host: string;
  /** The path as it was asked for, the bucket included. */
  readonly path: string;
  key: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  /** For `ask` to tell `give`. */
  isSkipping?: boolean;
};
export type Given = {
  readonly status: number;
  headers?: http.IncomingHttpHeaders;
  body: string | Buffer;
};

export type Strangeness = {
  /** Changes a request before the store gets it, or answers in its place. */
  readonly ask?: ((asked: Asked) => Given | undefined | Promise<undefined>) | undefined;
  /** Changes an answer. */
  readonly give?: (given: Given, asked: Asked) => void;
};

export type StrangeS3 = {
  readonly endpoint: string;
  readonly settings: StoreSettings;
  /** All that came, as method and key. */
  readonly requests: string[];
  readonly stop: () => Promise<void>;
};

/** An answer of S3 that names an error. */
export function refusal(status: number, code: string): Given {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Not here.</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}

/**
 * Every name that ends in `.livewall.test` leads to this machine.
 *
 * @returns what ends it
 */
export function fakeNames(): () => void {
  const { lookup } = dns;
  const faked = (name: string, options: LookupOptions, done: (...found: unknown[]) => void) =>
    (lookup as (...all: unknown[]) => void)(
      name.endsWith(".livewall.test") ? "127.0.0.1" : name,
      options,
      done,
    );
  dns.lookup = faked as typeof lookup;
  return () => void (dns.lookup = lookup);
}

/** @param base a path before the bucket */
export async function startStrangeS3({ ask, give }: Strangeness, base = ""): Promise<StrangeS3> {
  const { client, bucket } = storeClient();
  const locate = createLocator(client, bucket);
  const requests: string[] = [];

  async function answer(request: IncomingMessage): Promise<Given> {
    const url = new URL(request.url ?? "", "http://localhost");
    const host = request.headers.host?.split(":")[0] ?? "";
    const prefix = host.startsWith(`${bucket}.`) ? `${base}/` : `${base}/${bucket}`;
    const asked: Asked = {
      method: request.method as Asked["method"],
      host,
      path: url.pathname,
      key: decodeURIComponent(url.pathname.slice(prefix.length)).replace(/^\//, ""),
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(
        Object.entries(request.headers as Record<string, string>).filter(([name]) => isOwn(name)),
      ),
      body: await buffer(request),
    };
    requests.push(`${asked.method} ${asked.key}`);
    const given = (await ask?.(asked)) ?? (await forward(asked));
    give?.(given, asked);
    return given;
  }

  async function forward({ method, key, query, headers, body }: Asked): Promise<Given> {
    const place = await locate();
    if (place === null) throw new Error("The store under test has no place.");
    // A presigned URL becomes a signed request: what its signer may do, this proxy may.
    const kept = Object.entries(query).filter(([name]) => !/^x-amz-|^x-id$/i.test(name));
    const unsigned = { key, query: Object.fromEntries(kept), headers, body };
    const signed = await place.signer.sign(toRequest(place, { ...unsigned, method: method as "GET" }));
    const { hostname, port, path } = signed;
    const search = new URLSearchParams(signed.query as Record<string, string>).toString();
    const target = { hostname, port, method, path: search === "" ? path : `${path}?${search}` };
    const sent = http.request({ ...target, headers: signed.headers, agent: false });
    sent.end(body);
    const [answered] = (await once(sent, "response")) as [IncomingMessage];
    return { status: answered.statusCode ?? 502, headers: answered.headers, body: await buffer(answered) };
  }

  const server = http.createServer((request, response) => {
    answer(request).then(
      ({ status, headers = {}, body }) => {
        const kept = Object.entries(headers).filter(
          ([name]) => !/^(content-length|transfer-encoding)$/.test(name),
        );
        response.writeHead(status, Object.fromEntries(kept)).end(body);
      },
      () => response.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
  return {
    endpoint,
    settings: { ...storeSettings(), endpoint },
    requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Headers that stay as they are when a request is signed again. */
function isOwn(name: string): boolean {
  return /^(content-|if-|range$|cache-control$|x-amz-meta-|x-amz-checksum-|x-amz-content-sha256$)/.test(name);
}
