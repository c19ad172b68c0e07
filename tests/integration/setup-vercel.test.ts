import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import { setUp } from "../../cli/setup/index.ts";
import { test, URL_OF_WALL } from "../support/setting-up.ts";

test("of Vercel: its CLI gets each setting through a pipe", async ({ scene }) => {
  const log = scene.place.file("vercel.log");
  writeFileSync(scene.place.file("vercel"), `#!/bin/sh\nprintf '%s <- %s\\n' "$*" "$(cat)" >> '${log}'\n`, {
    mode: 0o755,
  });
  const { code, out } = await scene.start(["--vercel", "--write-keys"], {
    PATH: `${scene.place.directory}:${process.env.PATH ?? ""}`,
  });
  expect(code).toBe(0);
  const secret = scene.provider.account.webhooks[0]?.secret ?? "";
  const lines = readFileSync(log, "utf8").split("\n");
  expect(lines).toContain(`env add WEBHOOK_SECRET production --force --sensitive <- ${secret}`);
  expect(lines).toContain(`env add AWS_S3_BUCKET_NAME production --force <- ${scene.bucket}`);
  // Of this deployment alone: Vercel overwrites X-Forwarded-For, and nothing does so on this machine.
  expect(lines).toContain("env add TRUSTED_PROXIES production --force <- 1");
  expect(readFileSync(scene.place.file(".env.local"), "utf8")).not.toContain("TRUSTED_PROXIES");
  expect(lines.join()).toContain("env add AWS_SECRET_ACCESS_KEY production --force --sensitive <- ");
  expect(out).not.toContain(secret);
});

test("of Vercel: what is to be blank is told of, and not set", async ({ scene }) => {
  const log = scene.place.file("vercel.log");
  writeFileSync(scene.place.file("vercel"), `#!/bin/sh\necho "$*" >> '${log}'\n`, { mode: 0o755 });
  const options = ["--bucket", "wall", "--region", "eu-central-1", "--endpoint", "", "--url", URL_OF_WALL];
  const { code, out } = await scene.place.run(
    setUp,
    [...options, "--skip-bucket", "--skip-provider", "--vercel"],
    scene.env({ PATH: `${scene.place.directory}:${process.env.PATH ?? ""}` }),
  );
  expect(code).toBe(0);
  expect(readFileSync(log, "utf8")).not.toContain("AWS_ENDPOINT_URL_S3");
  expect(out).toContain("note  AWS_ENDPOINT_URL_S3 is to be blank: if the project has it, vercel env rm");
});

test("of Vercel, where its CLI fails: says so without the value", async ({ scene }) => {
  writeFileSync(scene.place.file("vercel"), '#!/bin/sh\necho "not linked: $(cat)" >&2\nexit 3\n', {
    mode: 0o755,
  });
  const { code, err } = await scene.start(["--vercel"], {
    PATH: `${scene.place.directory}:${process.env.PATH ?? ""}`,
  });
  expect(code).toBe(1);
  expect(err).toMatch(/ended with 3: not linked: \(hidden\)/);
});
