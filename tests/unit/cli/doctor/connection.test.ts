import { once } from "node:events";
import http, { type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { checkConnection, describeConnection } from "../../../../cli/doctor/connection.ts";
import { createContext } from "../../../../cli/doctor/context.ts";
import { freePort } from "../../../../scripts/shared/free-port.ts";

const KEYS = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" };
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function listen(answer: RequestListener): Promise<string> {
  const server = http.createServer(answer).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** @param endpoint of a bucket "wall" */
function contextOf(endpoint: string) {
  const env = { AWS_S3_BUCKET_NAME: "wall", AWS_REGION: "us-east-1", AWS_ENDPOINT_URL_S3: endpoint, ...KEYS };
  const unused = () => undefined;
  const world = { env, directory: "/none", print: unused, printError: unused, hasColours: false, ask: null };
  return createContext(world, { role: ["receiver"] });
}

async function check(endpoint: string, deadlineMs?: number) {
  const context = contextOf(endpoint);
  const [found] = await checkConnection(context, deadlineMs);
  // Nothing else is asked of an unusable store.
  expect(context.storeSettings === null).toBe(found !== undefined);
  return found;
}

test("finds a store that does not answer, at once", async () => {
  const host = await listen(() => undefined);
  const found = await check(`http://${host}`, 200);
  expect(found).toMatchObject({ code: "store-hangs", says: `no answer of ${host} in time` });
});

test.each([200, 302, 404])("finds that a web page is at the endpoint (%i)", async (status) => {
  const host = await listen((_, response) =>
    response.writeHead(status, { "content-type": "text/html" }).end(),
  );
  const found = await check(`http://${host}/console`);
  expect(found).toMatchObject({
    code: "store-not-s3",
    says: expect.stringContaining("/console/wall") as string,
  });
});

test.each([
  [403, "application/xml"],
  [404, "application/xml"],
  [400, ""],
  // A proxy that lets no request through without keys.
  [403, "text/html"],
])("leaves an answer of %i with %j to the other checks", async (status, type) => {
  const host = await listen((_, response) =>
    response.writeHead(status, type === "" ? {} : { "content-type": type }).end(),
  );
  expect(await check(`http://${host}`)).toBeUndefined();
});

test("takes a web page for requests without keys for no fault of a store", async () => {
  const list =
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>';
  const host = await listen(({ headers }, response) => {
    if (headers.authorization === undefined) response.writeHead(404, { "content-type": "text/html" }).end();
    else response.writeHead(200, { "content-type": "application/xml" }).end(list);
  });
  expect(await check(`http://${host}`)).toBeUndefined();
});

test("tells an unknown name, a closed port and a port without TLS apart", async () => {
  const host = await listen((_, response) => response.end());
  expect(await check("http://nowhere.invalid")).toMatchObject({ code: "store-dns" });
  const port = await freePort();
  expect(await check(`http://127.0.0.1:${port}`)).toMatchObject({
    code: "store-unreachable",
    says: `nothing listens at 127.0.0.1:${port} (ECONNREFUSED)`,
  });
  // A port that fetch refuses is left to the SDK.
  expect(await check("http://127.0.0.1:1")).toBeUndefined();
  expect(await check(`https://${host}`)).toMatchObject({
    code: "store-tls",
    says: expect.stringContaining(`${host} does not speak TLS at this port`) as string,
  });
});

test.each([
  ["CERT_HAS_EXPIRED", "tls", "the certificate of s3.example has expired"],
  ["CERT_NOT_YET_VALID", "tls", "is not valid yet"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", "is signed by itself"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls", "the intermediate certificate may be missing"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls", "is for another name"],
  ["EAI_AGAIN", "dns", "DNS does not answer"],
  ["UND_ERR_CONNECT_TIMEOUT", "silent", "does not accept a connection in time"],
  ["ECONNRESET", "other", "closes the connection without an answer"],
  ["EHOSTUNREACH", "other", "there is no route"],
])("puts %s into words", (code, kind, words) => {
  const cause = new AggregateError([Object.assign(new Error("refused"), { code })]);
  const { kind: found, says } = describeConnection(
    new TypeError("fetch failed", { cause }),
    "https://s3.example/a",
  );
  expect([found, says]).toEqual([kind, expect.stringContaining(words)]);
  expect(says).toContain(`(${code})`);
});

test("keeps the words of an error without a code", () => {
  expect(describeConnection(new Error("odd"), "https://s3.example")).toEqual({ kind: "other", says: "odd" });
});
