import { writeFileSync } from "node:fs";
import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { readEnvFile } from "#lib/settings/environment.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { setUp } from "../../cli/setup/index.ts";
import { test, URL_OF_WALL } from "../support/setting-up.ts";
import { storeClient } from "../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client } = storeClient();

describe("choices", () => {
  test("of a person, who is asked for what no option says", async ({ scene }) => {
    const token = scene.provider.account.addToken({ label: "camera" });
    const asked: string[] = [];
    const answers = {
      bucket: scene.bucket,
      url: URL_OF_WALL,
      access: "gated",
      log: "30",
      previews: "forever",
    };
    const answerTo = (question: string) => {
      if (question.includes("Who may see")) return answers.access;
      if (question.includes("keep the log")) return answers.log;
      if (question.includes("keep previews")) return answers.previews;
      return question.includes("bucket") ? answers.bucket : answers.url;
    };
    const ask = {
      text: (question: string, _: string, faultOf: (answer: string) => string | undefined) => {
        asked.push(question);
        expect(faultOf("")).toBeDefined();
        const answer = answerTo(question);
        expect(faultOf(answer)).toBeUndefined();
        return Promise.resolve(answer);
      },
      secret: () => Promise.resolve(scene.provider.secret),
      confirm: () => Promise.resolve(true),
      choose: () => Promise.resolve([token.id]),
    };
    const { code } = await scene.place.run(
      setUp,
      [],
      scene.env({ MILLICAST_API_SECRET: "", ACCESS: "" }),
      ask,
    );
    expect(code).toBe(0);
    // Miniflare has no lifecycle rules: where nothing can be set, nothing is asked.
    expect(asked).toHaveLength(isCeph ? 5 : 3);
    if (isCeph) expect(scene.envFile()).toMatch(/^LOG_DAYS="?30"?$/m);
    expect(scene.envFile()).toMatch(
      /^ACCESS="?gated"?\nACCESS_KEYS="?\d{4}-\d\d-\d\d:[A-Za-z0-9+/]{43}="?$/m,
    );
    expect(token.enableThumbnails).toBe(true);
    expect(scene.envFile()).toContain("AWS_SECRET_ACCESS_KEY=");
    // What is there is not asked for again; an account that has no token any more gets one.
    scene.provider.account.tokens.length = 0;
    const options = ["--bucket", answers.bucket, "--url", URL_OF_WALL];
    const again = {
      ...ask,
      text: () => Promise.resolve("stage"),
      confirm: () => Promise.reject(new Error("asked")),
    };
    expect(await scene.place.run(setUp, options, scene.env(), again)).toMatchObject({ code: 0, err: "" });
    expect(scene.provider.account.tokens).toMatchObject([{ label: "stage", enableThumbnails: true }]);
  });

  test.runIf(isCeph)("of retention: a bucket in use is never shortened unasked", async ({ scene }) => {
    await client.send(new CreateBucketCommand({ Bucket: scene.bucket }));
    await client.send(new PutObjectCommand({ Bucket: scene.bucket, Key: "log/old.jpg", Body: "old" }));
    const lifecycle = () => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: scene.bucket }));
    const first = await scene.start();
    expect(first.out).toContain("kept for ever, since the bucket is in use");
    await expect(lifecycle()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
    expect(scene.envFile()).not.toContain("LOG_DAYS");
    await scene.start(["--keep-log", "90"]);
    expect(scene.envFile()).toContain("LOG_DAYS=90\n");
    expect((await lifecycle()).Rules?.map(({ ID }) => ID)).toEqual(["livewall-log"]);
    await scene.start();
    expect((await lifecycle()).Rules?.map(({ Expiration }) => Expiration?.Days)).toEqual([90]);
    await scene.start(["--keep-log", "forever"]);
    await expect(lifecycle()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
  });

  test.runIf(!isCeph)(
    "of retention, where the store has no lifecycle: the app is told",
    async ({ scene }) => {
      const { code, out } = await scene.start(["--keep-log", "14"]);
      expect(code).toBe(0);
      expect(out).toContain("lifecycle: this store does not offer it through S3");
      expect(scene.envFile()).toContain("LOG_DAYS=14\n");
    },
  );

  test.runIf(isCeph)("of retention: rules of the layout before the log are replaced", async ({ scene }) => {
    await client.send(new CreateBucketCommand({ Bucket: scene.bucket }));
    const Rules = ["frames", "previews", "latest"].map((name, n) => ({
      ID: `livewall-${name}`,
      Status: "Enabled" as const,
      Filter: { Prefix: `${name}/` },
      Expiration: { Days: 10 + n },
    }));
    const LifecycleConfiguration = { Rules };
    await client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: scene.bucket, LifecycleConfiguration }),
    );
    const { code, out } = await scene.start();
    expect(code).toBe(0);
    expect(out).toContain(
      "done  lifecycle: keeps log 10 days, previews 11 days, faults 11 days, feeds 376 days",
    );
    expect((await scene.start()).out).not.toContain("  done  ");
    expect(scene.envFile()).toContain("LOG_DAYS=10\n");
  });

  test("of AWS, after another store: the old endpoint does not stay in the settings", async ({ scene }) => {
    writeFileSync(scene.place.file(".env.local"), "# mine\nAWS_ENDPOINT_URL_S3=https://old.example.com\n");
    const env = { ...readEnvFile(scene.place.file(".env.local")), ACCESS: "public" };
    const options = ["--bucket", "wall", "--region", "eu-central-1", "--endpoint", "", "--url", URL_OF_WALL];
    const args = [...options, "--skip-bucket", "--skip-provider"];
    expect(await scene.place.run(setUp, args, env)).toMatchObject({ code: 0, err: "" });
    expect(scene.envFile()).toMatch(/^# mine\nAWS_ENDPOINT_URL_S3=\n/);
    expect(parseStoreSettings(readEnvFile(scene.place.file(".env.local"))).endpoint).toBeNull();
    const again = await scene.place.run(setUp, args, readEnvFile(scene.place.file(".env.local")));
    expect(again.out).toContain("fine  they are there");
  });

  test("of the wall's address without the provider: it is looked at, and written for share", async ({
    scene,
  }) => {
    const start = (url: string) =>
      scene.place.run(
        setUp,
        ["--bucket", "wall", "--skip-bucket", "--skip-provider", "--url", url],
        scene.env(),
      );
    const refused = await start("wall.example.com");
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("PUBLIC_URL") as unknown });
    expect(await start(`${URL_OF_WALL}/`)).toMatchObject({ code: 0, err: "" });
    expect(scene.envFile()).toContain(`PUBLIC_URL=${URL_OF_WALL}\n`);
  });

  test("of policies: printed, and nothing else done", async ({ scene }) => {
    const { code, out } = await scene.place.run(setUp, ["--policies", "--bucket", scene.bucket], scene.env());
    expect(code).toBe(0);
    expect(out).toContain(`"arn:aws:s3:::${scene.bucket}/log/*"`);
    expect(scene.provider.calls).toEqual([]);
    // A policy names no region: where none is known, none is needed.
    const alone = await scene.place.run(setUp, ["--policies", "--bucket", scene.bucket], {});
    expect(alone).toEqual({ code: 0, out, err: "" });
  });

  test("of policies in China and GovCloud: with the ARNs of these, by option or by setting", async ({
    scene,
  }) => {
    const policies = (args: string[], env: Record<string, string>) =>
      scene.place.run(setUp, ["--policies", "--bucket", "wall", ...args], env);
    const china = await policies(["--region", "cn-north-1"], { AWS_REGION: "us-east-1" });
    expect(china.out).toContain('"arn:aws-cn:s3:::wall/log/*"');
    const government = await policies([], { AWS_REGION: "us-gov-west-1" });
    expect(government.out).toContain('"arn:aws-us-gov:s3:::wall/log/*"');
    expect(china.out + government.out).not.toContain("arn:aws:");
  });
});
