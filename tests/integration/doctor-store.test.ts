import {
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { examine } from "../../cli/doctor/index.ts";
import { setUp } from "../../cli/setup/index.ts";
import { codesOf, test } from "../support/examining.ts";
import { storeClient } from "../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client } = storeClient();

describe("the settings and the store", () => {
  test.for<[string, Record<string, string>, string]>([
    ["a secret that is none", { WEBHOOK_SECRET: "not base64!!" }, "settings-wrong"],
    ["an unknown key", { AWS_ACCESS_KEY_ID: "nobody" }, "store-credentials"],
    ["a wrong key", { AWS_SECRET_ACCESS_KEY: "nothing" }, "store-credentials"],
    ["no such bucket", { AWS_S3_BUCKET_NAME: "there-is-none" }, "store-missing"],
    ["nobody there", { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1" }, "store-unreachable"],
  ])("%s", async ([, more, code], { scene }) => {
    const run = await scene.doctor([], more);
    expect(run.codes).toContain(code);
    expect(run.code).toBe(1);
  });

  test("nothing set at all is told, and is no crash", async ({ scene }) => {
    const run = await scene.place.run(examine, [], {});
    expect(run.code).toBe(1);
    expect(codesOf(run)).toEqual([
      "settings-wrong",
      "settings-wrong",
      "settings-wrong",
      "settings-wrong",
      "provider-unasked",
      "address-missing",
    ]);
    expect(run.out).toContain("WEBHOOK_SECRET is missing");
  });

  test.runIf(isCeph)("a bucket that is open to the world", async ({ scene }) => {
    await client.send(new DeletePublicAccessBlockCommand({ Bucket: scene.bucket }));
    expect((await scene.doctor()).codes).toContain("public-access-open");
    const Resource = [`arn:aws:s3:::${scene.bucket}`, `arn:aws:s3:::${scene.bucket}/*`];
    const Statement = [
      { Effect: "Allow", Principal: "*", Action: ["s3:ListBucket", "s3:GetObject"], Resource },
    ];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await client.send(new PutBucketPolicyCommand({ Bucket: scene.bucket, Policy }));
    const { code, out } = await scene.doctor();
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL {2}privacy +anybody may read, list$/m);
  });

  test.runIf(isCeph)("a part of the bucket that is open to the world", async ({ scene }) => {
    const token = scene.token();
    await scene.provider.hooks.sendThumbnail(scene.provider.account.publish("camera", token));
    await client.send(new DeletePublicAccessBlockCommand({ Bucket: scene.bucket }));
    const Resource = [`arn:aws:s3:::${scene.bucket}/previews/*`];
    const Statement = [{ Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource }];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await client.send(new PutBucketPolicyCommand({ Bucket: scene.bucket, Policy }));
    for (const args of [[], ["--role", "gallery"]]) {
      expect((await scene.doctor(args)).out).toMatch(/^FAIL {2}privacy +anybody may read$/m);
    }
  });

  test("a secret that nobody signs with any more", async ({ scene }) => {
    const { code, codes, out } = await scene.doctor([], { WEBHOOK_SECRET: `${scene.secret()},b2xk` });
    expect({ code, codes }).toEqual({
      code: 0,
      codes: expect.arrayContaining(["secret-unused"]) as string[],
    });
    expect(out).toContain("number 2 of WEBHOOK_SECRET");
  });

  test.runIf(isCeph)("versions that nobody needs", async ({ scene }) => {
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket: scene.bucket, VersioningConfiguration }));
    expect((await scene.doctor()).codes).toContain("versioning-on");
  });

  test.runIf(isCeph)("no lifecycle for some of it", async ({ scene }) => {
    await scene.place.run(
      setUp,
      ["--bucket", scene.bucket, "--skip-provider", "--keep-log", "forever"],
      scene.credentials(),
    );
    const { out, codes } = await scene.doctor();
    expect(codes).toContain("lifecycle-missing");
    expect(out).toContain("kept for ever: log");
  });
});
