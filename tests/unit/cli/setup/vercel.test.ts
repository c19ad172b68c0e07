import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import { type SetupScene, test } from "../../../support/setting-up.ts";

/** Installs a Vercel CLI that runs a script. @returns the environment that finds it */
function installVercel({ place }: SetupScene, script: string) {
  writeFileSync(place.file("vercel"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${place.directory}:${process.env.PATH ?? ""}` };
}

test("gives each setting to Vercel's CLI through a pipe, and names the blank ones", async ({ scene }) => {
  const log = scene.place.file("vercel.log");
  const env = installVercel(scene, `printf '%s <- %s\\n' "$*" "$(cat)" >> '${log}'`);
  const { code, out } = await scene.start(["--vercel", "--write-keys", "--endpoint", ""], env);
  expect(code).toBe(0);
  const secret = scene.provider.account.webhooks[0]?.secret ?? "";
  const lines = readFileSync(log, "utf8").split("\n");
  expect(lines).toContain(`env add WEBHOOK_SECRET production --force --sensitive <- ${secret}`);
  expect(lines).toContain("env add AWS_S3_BUCKET_NAME production --force <- wall");
  // Only Vercel overwrites X-Forwarded-For.
  expect(lines).toContain("env add TRUSTED_PROXIES production --force <- 1");
  expect(scene.envFile()).not.toContain("TRUSTED_PROXIES");
  expect(lines).toContain("env add AWS_SECRET_ACCESS_KEY production --force --sensitive <- secret");
  expect(out).not.toContain(secret);
  expect(lines.join()).not.toContain("AWS_ENDPOINT_URL_S3");
  expect(out).toContain("note  AWS_ENDPOINT_URL_S3 is to be blank: if the project has it, vercel env rm");
});

test("prints why Vercel's CLI failed, without the value", async ({ scene }) => {
  const env = installVercel(scene, 'echo "not linked: $(cat)" >&2\nexit 3');
  const { code, err } = await scene.start(["--vercel"], env);
  expect(code).toBe(1);
  expect(err).toMatch(/ended with 3: not linked: \(hidden\)/);
});
