import { randomUUID } from "node:crypto";
import {
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { run as runSnap } from "../../../cli/snap.ts";
import { type Deployment, openDeployment } from "../../support/examining.ts";
import { viewerOf } from "../../support/seen.ts";
import { accessTo, storeClient, storeSettings, storeWith } from "../../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client } = storeClient();
/** Miniflare lacks lifecycle rules, and the tests' keys may do everything. */
const ALWAYS = ["keys-wide", ...(isCeph ? [] : ["lifecycle-unknown"])];

let bucket: string;
let scene: Deployment;
beforeEach(async () => {
  bucket = isCeph ? `doctor-${randomUUID()}` : storeSettings().bucket;
  scene = await openDeployment(storeWith({ bucket }), { args: ["--bucket", bucket], env: accessTo() });
});
afterEach(() => scene.close());

test("finds nothing wrong after setup, sends hooks, and tells no secret", async () => {
  const { account, hooks, secret } = scene.provider;
  const feed = account.publish("camera", scene.token.id, 300_000);
  await hooks.sendThumbnail(feed);
  const { code, out, err, codes } = await scene.doctor(["--test-hook"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  // A busy machine is slow.
  expect(codes.filter((found) => found !== "self-test-slow")).toEqual(ALWAYS);
  expect(out).toMatch(/, WARN: [1-9]\d*, FAIL: 0, /);
  const checks =
    "settings store clock permissions privacy store.contract provider webhook tokens address self-test";
  for (const check of [...checks.split(" "), "provider's test", "feeds"]) {
    expect(out).toMatch(new RegExp(`^ok    ${check} `, "m"));
  }
  for (const hidden of [scene.webhook.secret, secret, accessTo().AWS_SECRET_ACCESS_KEY]) {
    expect(out).not.toContain(hidden);
  }
  const env = { ...scene.env(), AWS_S3_BUCKET_NAME: bucket };
  const snap = await scene.place.run(runSnap, ["camera", "--wait"], env);
  const key = `log/\\d{8}/\\d{4}/[\\d.]+,${account.id},camera,`;
  expect([snap.code, snap.out]).toEqual([
    0,
    expect.stringMatching(new RegExp(`^camera: here after \\d+\\.\\d s, ${key}`)),
  ]);
  // The doctor's streams stay off the wall.
  const store = storeWith({ bucket });
  expect((await viewerOf(store, account.id)()).tiles).toMatchObject([{ name: "camera" }]);
  expect((await viewerOf(store, "livewall-doctor")()).tiles).toEqual([]);
});

test("says whether an app without previews wants them", async () => {
  const bucketOptions = { args: ["--bucket", bucket], env: accessTo() };
  const bare = await openDeployment(storeWith({ bucket }), bucketOptions, { previews: false });
  onTestFinished(() => bare.close());
  expect((await bare.doctor()).out).toMatch(/^ok {4}self-test .*it has no preview$/m);
  bare.app.health = { status: "ok", previews: "unavailable" };
  expect((await bare.doctor()).codes).toContain("self-test-sharp");
});

test("finds wrong keys, a missing bucket, a store that does not answer, and a lost frame", async () => {
  const faults: [Record<string, string>, string][] = [
    [{ AWS_ACCESS_KEY_ID: "nobody" }, "store-credentials"],
    [{ AWS_SECRET_ACCESS_KEY: "nothing" }, "store-credentials"],
    [{ AWS_S3_BUCKET_NAME: "there-is-none" }, "store-missing"],
    [{ AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1" }, "store-unreachable"],
  ];
  for (const [more, code] of faults) {
    const run = await scene.doctor([], more);
    expect([run.code, run.codes]).toEqual([1, expect.arrayContaining([code])]);
  }
  scene.app.front = (request, response) => {
    const isSigned = request.headers["x-millicast-signature"] !== undefined;
    response.writeHead(isSigned ? 200 : 401, { "content-type": "application/problem+json" }).end();
    request.resume();
  };
  const lost = await scene.doctor();
  expect(lost.codes).toContain("self-test-lost");
  expect([lost.code, lost.out]).toEqual([1, expect.stringContaining(", FAIL: 1, ")]);
});

async function open(actions: string[], resources: string[]) {
  await client.send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
  const Resource = resources.map((path) => `arn:aws:s3:::${bucket}${path}`);
  const Statement = [{ Effect: "Allow", Principal: "*", Action: actions, Resource }];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
}

test.runIf(isCeph)("finds a bucket that the public may read, wholly or in part", async () => {
  await scene.provider.hooks.sendThumbnail(scene.provider.account.publish("camera", scene.token.id));
  await open(["s3:GetObject"], ["/previews/*"]);
  for (const args of [[], ["--role", "gallery"]]) {
    const { codes, out } = await scene.doctor(args);
    expect(out).toMatch(/^FAIL {2}privacy +anybody may read$/m);
    expect(codes).toContain("public-access-open");
  }
  await open(["s3:ListBucket", "s3:GetObject"], ["", "/*"]);
  const { code, out } = await scene.doctor();
  expect(code).toBe(1);
  expect(out).toMatch(/^FAIL {2}privacy +anybody may read, list$/m);
});

test.runIf(isCeph)("finds versions and a prefix without a lifecycle rule", async () => {
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  await scene.start(["--keep-log", "forever"]);
  const { out, codes } = await scene.doctor();
  expect(codes).toEqual(expect.arrayContaining(["versioning-on", "lifecycle-missing"]));
  expect(out).toContain("kept for ever: log");
});
