import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openStore } from "#lib/store/s3-store.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A bucket that answers so when it is asked for its lifecycle rules. */
async function bucketThat(status: number, xml: string) {
  server = createServer((request, response) => {
    const isAsked = /[?&]lifecycle(=|&|$)/.test(request.url ?? "");
    response.writeHead(isAsked ? status : 404, { "content-type": "application/xml" }).end(xml);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const store = openStore({
    bucket: "pictures",
    region: "auto",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    checksums: "WHEN_REQUIRED",
  });
  return store.findRetention(AbortSignal.timeout(10_000));
}

const rule = (id: string, prefix: string, days: number, status = "Enabled") =>
  `<Rule><ID>${id}</ID><Status>${status}</Status><Filter><Prefix>${prefix}</Prefix></Filter>` +
  `<Expiration><Days>${days}</Days></Expiration></Rule>`;
const rules = (inside: string) => `<LifecycleConfiguration>${inside}</LifecycleConfiguration>`;

test.each([
  ["its rules", rule("a", "log/", 7) + rule("b", "previews/", 30), { logDays: 7, previewDays: 30 }],
  [
    "the shortest of several",
    rule("a", "log/", 7) + rule("b", "", 5) + rule("c", "log/2", 1),
    { logDays: 5, previewDays: 5 },
  ],
  ["none that is off", rule("a", "log/", 7, "Disabled"), { logDays: null, previewDays: null }],
])("a bucket's retention is that of %s", async (_what, inside, retention) => {
  expect(await bucketThat(200, rules(inside))).toEqual(retention);
});

test.each([
  [403, "AccessDenied"],
  [404, "NoSuchLifecycleConfiguration"],
  [501, "NotImplemented"],
])("retention is unknown where the answer is %i %s", async (status, code) => {
  const answer = bucketThat(status, `<Error><Code>${code}</Code><Message>No.</Message></Error>`);
  expect(await answer).toEqual({ logDays: null, previewDays: null });
});

test.each([
  [404, "NoSuchBucket"],
  [503, "SlowDown"],
])("it is an error that the answer is %i %s", async (status, code) => {
  const answer = bucketThat(status, `<Error><Code>${code}</Code><Message>No.</Message></Error>`);
  await expect(answer).rejects.toMatchObject({ name: "StoreError", operation: "lifecycle" });
});

test("a page in place of the store tells no retention", async () => {
  const answer = bucketThat(200, "<!doctype html><title>Sign in</title>");
  await expect(answer.then(({ logDays }) => logDays)).resolves.toBeNull();
});
