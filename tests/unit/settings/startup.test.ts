import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { newAccessKey } from "#lib/access/key.ts";
import { parseHookSettings } from "#lib/settings/settings.ts";
import { describeStart } from "#lib/settings/startup.ts";
import { parse } from "./valid.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

test("a start is described by version, mode, bucket and access", () => {
  const fields = describeStart(parse(), "app");
  expect(fields).toEqual({
    version,
    node: process.versions.node,
    mode: "app",
    bucket: "frames",
    region: "eu-central-1",
    access: "public",
  });
});

test("the description of a start has no secret", () => {
  const key = newAccessKey("now");
  const env = {
    AWS_S3_BUCKET_NAME: "frames",
    AWS_ENDPOINT_URL_S3: "https://store.example:9000/path",
    AWS_ACCESS_KEY_ID: "an-access-key",
    AWS_SECRET_ACCESS_KEY: "a-secret-key",
    METRICS_TOKEN: "a-token-of-the-metrics",
    WEBHOOK_SECRET: "c2VjcmV0",
    ACCESS: "gated",
    ACCESS_KEYS: key,
  };
  const app = describeStart(parse(env), "app");
  const receiver = describeStart(parseHookSettings(env), "receiver");
  expect(app).toMatchObject({ mode: "app", endpoint: "store.example:9000", access: "gated" });
  expect(receiver).toMatchObject({ mode: "receiver", bucket: "frames", access: undefined });
  for (const secret of ["an-access", "a-secret", "a-token", "c2VjcmV0", key.split(":")[1] ?? key, "/path"]) {
    expect(JSON.stringify([app, receiver])).not.toContain(secret);
  }
});

test("a bundle knows its version without the repository", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "livewall-bundle-"));
  try {
    const code = `import { describeStart } from "#lib/settings/startup.ts";
      console.log(describeStart({ store: { bucket: "b", endpoint: null, region: "r" } }, "app").version);`;
    const outfile = path.join(folder, "start.mjs");
    const stdin = { contents: code, resolveDir: process.cwd() };
    await build({ stdin, outfile, bundle: true, platform: "node", format: "esm", logLevel: "silent" });
    expect(execFileSync(process.execPath, [outfile], { cwd: folder, encoding: "utf8" }).trim()).toBe(version);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
