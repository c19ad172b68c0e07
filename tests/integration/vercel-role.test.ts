// As on Vercel: its token, exchanged at AWS's STS for a role's keys. Here the STS is ours, its protocol AWS's.
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { frameOf } from "../support/frames.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { newAccount } from "../support/receiver.ts";
import { storeSettings, storeWith } from "../support/store-client.ts";

const ROLE = "arn:aws:iam::123456789012:role/livewall";
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const TOKEN = [part({ alg: "RS256" }), part({ exp: Math.floor(Date.now() / 1000) + 3600 }), "signature"].join(
  ".",
);

let sts: http.Server;
let asked: URLSearchParams[];

beforeEach(async () => {
  asked = [];
  sts = http.createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(new URLSearchParams(body));
      response.writeHead(200, { "content-type": "text/xml" }).end(answer());
    });
  });
  sts.listen(0, "127.0.0.1");
  await once(sts, "listening");
  vi.stubEnv("AWS_ENDPOINT_URL_STS", `http://127.0.0.1:${(sts.address() as AddressInfo).port}`);
  vi.stubEnv("VERCEL_OIDC_TOKEN", TOKEN);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  sts.close();
  await once(sts, "close");
});

/** As the API reference of STS has it, with the keys of the store under test. */
function answer(): string {
  const { accessKeyId = "", secretAccessKey = "" } = storeSettings().credentials ?? {};
  return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
    <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/livewall/livewall</Arn><AssumedRoleId>A:livewall</AssumedRoleId></AssumedRoleUser>
    <Credentials><SessionToken></SessionToken><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
    <Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration><AccessKeyId>${accessKeyId}</AccessKeyId></Credentials>
    </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
}

test("a deployment on Vercel stores and signs as the role that its token is exchanged for, without keys", async () => {
  const { bucket, region, endpoint } = storeSettings();
  const settings = parseStoreSettings({
    VERCEL: "1",
    AWS_ROLE_ARN: ROLE,
    AWS_S3_BUCKET_NAME: bucket,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_S3: endpoint ?? "",
  });
  const store = openStore(settings);
  const account = newAccount();
  const frame = frameOf(account);
  await store.putOriginal(frame, SMALL_JPEG, null, AbortSignal.timeout(10_000));
  expect(await storeWith().originalSize(frame, AbortSignal.timeout(10_000))).toBeGreaterThan(0);
  const { url } = await store.pictureUrl({ frame, kind: "original" }, Date.now());
  expect((await fetch(url)).status).toBe(200);
  expect(
    asked.map((query) => [query.get("Action"), query.get("RoleArn"), query.get("WebIdentityToken")]),
  ).toEqual([["AssumeRoleWithWebIdentity", ROLE, TOKEN]]);
});
