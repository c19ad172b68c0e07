import { existsSync } from "node:fs";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { createBucketAdmin } from "../../cli/bucket/admin.ts";
import { setUp } from "../../cli/setup/index.ts";
import type { Fault } from "../../scripts/provider-sim/server.ts";
import { GUEST } from "../../scripts/local-store/ceph.ts";
import { s3Client } from "../../scripts/local-store/s3-client.ts";
import { type SetupScene, test } from "../support/setting-up.ts";
import { storeClient, storeSettings } from "../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client } = storeClient();

describe("it refuses, and says what to do", () => {
  const nothingMade = (scene: SetupScene) => {
    expect(scene.changes()).toEqual([]);
    expect(existsSync(scene.place.file(".env.local"))).toBe(false);
  };

  test("without a terminal, naming all that is missing", async ({ scene }) => {
    const { code, err } = await scene.place.run(setUp, [], { MILLICAST_API_SECRET: "x" });
    expect(code).toBe(2);
    expect(err).toContain("--bucket, --region, --url, --access");
  });

  test("without an API secret", async ({ scene }) => {
    const { code, err } = await scene.start([], { MILLICAST_API_SECRET: "" });
    expect(code).toBe(2);
    expect(err).toMatch(/API secret is missing.*--api-secret-file/);
  });

  test("with a wrong API secret, before anything is made", async ({ scene }) => {
    const { code, err } = await scene.start([], { MILLICAST_API_SECRET: "wrong" });
    expect(code).toBe(1);
    expect(err).toMatch(
      /the provider: GET \/api\/v3\/account\/info: answered 403.*Copy the API secret again/,
    );
    nothingMade(scene);
    const { findFault } = createBucketAdmin(client, scene.bucket, null);
    if (isCeph) expect(await findFault()).toMatchObject({ kind: "missing" });
  });

  test.for<[string, Fault, RegExp]>([
    ["401", { status: 401, body: "" }, /answered 401.*Copy the API secret/],
    ["429", { status: 429, body: "", headers: { "retry-after": "90" } }, /answered 429.*Wait a minute/],
    ["HTML", { status: 200, body: "<html>" }, /200 with HTML.*in trouble/],
    ["nothing", { status: 200, body: "" }, /200 with nothing.*in trouble/],
  ])("when the provider answers %s", async ([, answer, message], { scene }) => {
    scene.fault = () => answer;
    const { code, err } = await scene.start();
    expect(code).toBe(1);
    expect(err).toMatch(message);
    nothingMade(scene);
  });

  test("when the provider refuses the webhook, with its reason", async ({ scene }) => {
    const body = JSON.stringify({ status: "fail", data: { errors: { url: ["must be public"] } } });
    scene.fault = (method, path) =>
      method === "POST" && path === "/api/webhooks" ? { status: 400, body } : null;
    const { code, err } = await scene.start();
    expect(code).toBe(1);
    expect(err).toContain("url: must be public");
  });

  test.for(["--bucket", "--url", "--access"])(
    "with a blank %s, which it cannot do without",
    async (flag, { scene }) => {
      const { code, err } = await scene.start([flag, ""], { ACCESS: "" });
      expect(code).toBe(2);
      expect(err).toMatch(new RegExp(`missing, and no terminal to ask: .*${flag}`));
      expect(scene.provider.calls).toEqual([]);
    },
  );

  test.for<[string, string]>([
    ["--bucket", "Log Of Mine"],
    ["--endpoint", "s3.example.com"],
    ["--url", "wall.example.com"],
    ["--keep-log", "a week"],
    ["--keep-log", "0"],
    ["--access", "private"],
    ["--token", "first"],
    ["--unknown", "x"],
  ])("with %s %s", async ([flag, value], { scene }) => {
    const { code, err } = await scene.start([flag, value]);
    expect(code).toBe(2);
    expect(err).not.toContain("    at ");
    expect(scene.provider.calls).toEqual([]);
  });

  test("with keys that the store does not know", async ({ scene }) => {
    const { code, err } = await scene.start([], { AWS_ACCESS_KEY_ID: "nobody" });
    expect(code).toBe(1);
    expect(err).toContain("does not know these keys");
    nothingMade(scene);
  });

  test.runIf(isCeph)("a bucket that is somebody else's", async ({ scene }) => {
    const { endpoint, region } = storeSettings();
    const guest = s3Client({
      AWS_ENDPOINT_URL_S3: endpoint ?? "",
      AWS_REGION: region,
      AWS_S3_BUCKET_NAME: "",
      AWS_ACCESS_KEY_ID: GUEST.accessKeyId,
      AWS_SECRET_ACCESS_KEY: GUEST.secretAccessKey,
    });
    await guest.send(new CreateBucketCommand({ Bucket: scene.bucket }));
    const { code, err } = await scene.start();
    expect(code).toBe(1);
    expect(err).toMatch(/another account.*choose another name/);
    nothingMade(scene);
  });

  test.runIf(!isCeph)("a store that makes no buckets", async ({ scene }) => {
    const { code, err } = await scene.start(["--bucket", "another-one"]);
    expect(code).toBe(1);
    expect(err).toContain("another-one");
    nothingMade(scene);
  });
});
