import { existsSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import { readEnvFile } from "#lib/settings/environment.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { run as setUp } from "../../../../cli/setup/index.ts";
import type { Fault } from "../../../../scripts/provider-sim/server.ts";
import { WALL_URL, test } from "../../../support/setting-up.ts";

const refuse = () => Promise.reject(new Error("asked"));
const NO_ASK = { text: refuse, secret: refuse, confirm: () => Promise.resolve(false), choose: refuse };
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
    text: (question: string, initial: string, validate: (answer: string) => string | undefined) => {
      asked.push(question);
      const answer = answers.find(([words]) => words.test(question))?.[1] ?? "";
      const isOptional = question.includes("blank for AWS");
      expect([validate(""), validate(answer)]).toEqual([
        isOptional ? undefined : expect.any(String),
        undefined,
      ]);
      // Nothing is public because somebody pressed Enter.
      expect(initial).not.toBe("public");
      return Promise.resolve(answer);
    },
    secret: () => Promise.resolve(scene.provider.secret),
    confirm: () => Promise.resolve(true),
    choose: () => Promise.resolve([token.id]),
  };
  const unset = scene.env({ MILLICAST_API_SECRET: "", ACCESS: "" });
  expect((await scene.place.run(setUp, ["--skip-bucket"], unset, ask)).code).toBe(0);
  expect(asked).toHaveLength(5);
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

test("asks for the endpoint of another store, and then for no region", async ({ scene }) => {
  const asked: string[] = [];
  const ask = {
    ...NO_ASK,
    text: (question: string) => {
      asked.push(question);
      return Promise.resolve("https://account.r2.cloudflarestorage.com");
    },
  };
  const args = [...NO_PROVIDER, "--url", WALL_URL];
  expect(await scene.place.run(setUp, args, scene.env(), ask)).toMatchObject({ code: 0, err: "" });
  expect(asked).toEqual([expect.stringMatching(/R2.*MinIO.*Ceph.*blank for AWS/)]);
  expect(scene.envFile()).toContain("AWS_ENDPOINT_URL_S3=https://account.r2.cloudflarestorage.com\n");
  // The file has a store now.
  const again = { ...scene.env(), ...readEnvFile(scene.place.file(".env.local")) };
  expect(await scene.place.run(setUp, args, again, NO_ASK)).toMatchObject({ code: 0, err: "" });
});

test("asks again after a wrong API secret, and keeps the answers", async ({ scene }) => {
  const secrets = ["wrong", "also wrong", scene.provider.secret];
  const ask = { ...NO_ASK, secret: () => Promise.resolve(secrets.shift() ?? "") };
  const args = ["--bucket", "wall", "--region", "us-east-1", "--skip-bucket", "--create-token", "wall"];
  const unset = scene.env({ MILLICAST_API_SECRET: "", PUBLIC_URL: WALL_URL });
  const { code, out } = await scene.place.run(setUp, args, unset, ask);
  expect([code, secrets]).toEqual([0, []]);
  expect(out.match(/Copy the API secret again/g)).toHaveLength(2);
});

test.for(["Wall", "a..b", "192.168.1.1", "my_wall", "xn--wall", "wall-s3alias", "wall.-a"])(
  "rejects the bucket name %s before any call",
  async (name, { scene }) => {
    const { code, err } = await scene.start(["--bucket", name]);
    expect([code, err]).toEqual([2, expect.stringMatching(/--bucket .*3 to 63 lower-case letters/)]);
    expect(scene.provider.calls).toEqual([]);
  },
);

test("uses a bucket of an older name that the settings have", async ({ scene }) => {
  const env = scene.env({ AWS_S3_BUCKET_NAME: "My_Wall", AWS_REGION: "us-east-1" });
  const args = ["--skip-bucket", "--skip-provider", "--url", WALL_URL];
  expect(await scene.place.run(setUp, args, env)).toMatchObject({ code: 0, err: "" });
});

test.for([
  ["public", `open the wall: ${WALL_URL}`],
  ["gated", "open the wall with the link of: npm run livewall -- share --all"],
])("ends with how to open a %s wall", async ([access = "", line = ""], { scene }) => {
  const args = [...NO_PROVIDER, "--region", "us-east-1", "--url", WALL_URL, "--access", access];
  const { out } = await scene.place.run(setUp, args, scene.env());
  expect(out.trimEnd().split("\n").at(-1)).toContain(line);
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
    const { receiver, gallery } = JSON.parse(out) as Record<string, { Statement: { Resource: string[] }[] }>;
    for (const policy of [receiver, gallery]) {
      const resources = policy?.Statement.flatMap(({ Resource }) => Resource);
      expect(resources).toContain(`arn:${partition}:s3:::wall/log/*`);
    }
    expect(scene.provider.calls).toEqual([]);
  },
);

test("names every missing option without a terminal", async ({ scene }) => {
  const { code, err } = await scene.place.run(setUp, [], { MILLICAST_API_SECRET: "x" });
  expect(code).toBe(2);
  expect(err).toContain("--bucket, --region, --url, --access");
});

test("requires an API secret", async ({ scene }) => {
  const { code, err } = await scene.start([], { MILLICAST_API_SECRET: "" });
  expect(code).toBe(2);
  expect(err).toMatch(/API secret is missing.*--api-secret-file/);
});

test.for<[string, Fault | null, RegExp]>([
  ["a wrong secret", null, /GET \/api\/v3\/account\/info: answered 403.*Copy the API secret again/],
  ["401", { status: 401, body: "" }, /answered 401.*Copy the API secret/],
  ["429", { status: 429, body: "", headers: { "retry-after": "90" } }, /answered 429.*Wait a minute/],
  ["HTML", { status: 200, body: "<html>" }, /200 with HTML.*in trouble/],
])("changes nothing when the provider answers %s", async ([, answer, message], { scene }) => {
  scene.fault = () => answer;
  const { code, err } = await scene.start([], answer === null ? { MILLICAST_API_SECRET: "wrong" } : {});
  expect(code).toBe(1);
  expect(err).toMatch(message);
  expect(scene.changes()).toEqual([]);
  expect(existsSync(scene.place.file(".env.local"))).toBe(false);
});

test("prints the provider's reason for rejecting the webhook", async ({ scene }) => {
  const body = JSON.stringify({ status: "fail", data: { errors: { url: ["must be public"] } } });
  scene.fault = (method, path) =>
    method === "POST" && path === "/api/webhooks" ? { status: 400, body } : null;
  const { code, err } = await scene.start();
  expect(code).toBe(1);
  expect(err).toContain("url: must be public");
});

test.for<[string, string, RegExp]>([
  ["--bucket", "", /missing, and no terminal to ask: .*--bucket/],
  ["--url", "", /missing, and no terminal to ask: .*--url/],
  ["--access", "", /missing, and no terminal to ask: .*--access/],
  ["--bucket", "Log Of Mine", /--bucket/],
  ["--endpoint", "s3.example.com", /AWS_ENDPOINT_URL_S3/],
  ["--url", "wall.example.com", /PUBLIC_URL/],
  ["--access", "private", /ACCESS/],
])("rejects %s %j before any call", async ([flag, value, message], { scene }) => {
  const { code, err } = await scene.start([flag, value], value === "" ? { ACCESS: "" } : {});
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  expect(scene.provider.calls).toEqual([]);
});
