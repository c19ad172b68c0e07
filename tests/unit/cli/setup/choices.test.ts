import { writeFileSync } from "node:fs";
import { expect } from "vitest";
import { readEnvFile } from "#lib/settings/environment.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { run as setUp } from "../../../../cli/setup/index.ts";
import { test, WALL_URL } from "../../../support/setting-up.ts";

const NO_PROVIDER = ["--bucket", "wall", "--skip-bucket", "--skip-provider"];

test("asks for everything that no option or setting says", async ({ scene }) => {
  const token = scene.provider.account.addToken({ label: "camera" });
  const asked: string[] = [];
  const answers: [RegExp, string][] = [
    [/Who may see/, "gated"],
    [/name of the bucket/, "wall"],
    [/region/, "us-east-1"],
    [/address/, WALL_URL],
  ];
  const ask = {
    text: (question: string, _: string, validate: (answer: string) => string | undefined) => {
      asked.push(question);
      const answer = answers.find(([words]) => words.test(question))?.[1] ?? "";
      expect([validate(""), validate(answer)]).toEqual([expect.any(String), undefined]);
      return Promise.resolve(answer);
    },
    secret: () => Promise.resolve(scene.provider.secret),
    confirm: () => Promise.resolve(true),
    choose: () => Promise.resolve([token.id]),
  };
  const unset = scene.env({ MILLICAST_API_SECRET: "", ACCESS: "" });
  expect((await scene.place.run(setUp, ["--skip-bucket"], unset, ask)).code).toBe(0);
  expect(asked).toHaveLength(4);
  expect(scene.envFile()).toMatch(/^ACCESS=gated\nACCESS_KEYS=\d{4}-\d\d-\d\d:[A-Za-z0-9+/]{43}=$/m);
  expect(scene.envFile()).toContain("AWS_SECRET_ACCESS_KEY=secret\n");
  expect(token.enableThumbnails).toBe(true);
  // An account without tokens gets one. The keys of the file are not asked for again.
  scene.provider.account.tokens.length = 0;
  const again = {
    ...ask,
    text: () => Promise.resolve("stage"),
    confirm: () => Promise.reject(new Error("asked")),
  };
  const options = [...NO_PROVIDER.slice(0, 3), "--region", "us-east-1", "--url", WALL_URL];
  expect(await scene.place.run(setUp, options, scene.env(), again)).toMatchObject({ code: 0, err: "" });
  expect(scene.provider.account.tokens).toMatchObject([{ label: "stage", enableThumbnails: true }]);
});

test("blanks the endpoint of another store for AWS", async ({ scene }) => {
  const file = scene.place.file(".env.local");
  writeFileSync(file, "# mine\nAWS_ENDPOINT_URL_S3=https://old.example.com\n");
  const args = [...NO_PROVIDER, "--region", "eu-central-1", "--endpoint", "", "--url", WALL_URL];
  const start = () => scene.place.run(setUp, args, { ...readEnvFile(file), ACCESS: "public" });
  expect(await start()).toMatchObject({ code: 0, err: "" });
  expect(scene.envFile()).toMatch(/^# mine\nAWS_ENDPOINT_URL_S3=\n/);
  expect(parseStoreSettings(readEnvFile(file)).endpoint).toBeNull();
  expect((await start()).out).toContain("fine  they are there");
});

test("checks and writes the address without the provider, too", async ({ scene }) => {
  const start = (url: string) =>
    scene.place.run(setUp, [...NO_PROVIDER, "--region", "eu-west-1", "--url", url], scene.env());
  const rejected = await start("wall.example.com");
  expect(rejected).toMatchObject({ code: 2, err: expect.stringContaining("PUBLIC_URL") as unknown });
  expect(await start(`${WALL_URL}/`)).toMatchObject({ code: 0, err: "" });
  expect(scene.envFile()).toContain(`PUBLIC_URL=${WALL_URL}\n`);
});

test.for<[string, string[], Record<string, string>]>([
  ["aws", [], {}],
  ["aws-cn", ["--region", "cn-north-1"], { AWS_REGION: "us-east-1" }],
  ["aws-us-gov", [], { AWS_REGION: "us-gov-west-1" }],
])(
  "prints the policies of the partition %s, and does nothing else",
  async ([partition, args, env], { scene }) => {
    const { code, out } = await scene.place.run(setUp, ["--policies", "--bucket", "wall", ...args], env);
    expect(code).toBe(0);
    expect(out).toContain(`"arn:${partition}:s3:::wall/log/*"`);
    expect(scene.provider.calls).toEqual([]);
  },
);
