import { existsSync } from "node:fs";
import { expect } from "vitest";
import { run as setUp } from "../../../../cli/setup/index.ts";
import type { Fault } from "../../../../scripts/provider-sim/server.ts";
import { test } from "../../../support/setting-up.ts";

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
  ["--bucket", "Log Of Mine", /AWS_S3_BUCKET_NAME/],
  ["--endpoint", "s3.example.com", /AWS_ENDPOINT_URL_S3/],
  ["--url", "wall.example.com", /PUBLIC_URL/],
  ["--access", "private", /ACCESS/],
])("rejects %s %j before any call", async ([flag, value, message], { scene }) => {
  const { code, err } = await scene.start([flag, value], value === "" ? { ACCESS: "" } : {});
  expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  expect(scene.provider.calls).toEqual([]);
});
