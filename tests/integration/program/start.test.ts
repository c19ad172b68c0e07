import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const MAIN = path.resolve("lib/server/main.ts");
/** No build is there. */
const folder = mkdtempSync(path.join(tmpdir(), "livewall-start-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ENV = {
  NODE_ENV: "production",
  PATH: process.env.PATH,
  WEBHOOK_SECRET: "b25l",
  AWS_S3_BUCKET_NAME: "pictures",
  AWS_REGION: "eu-central-1",
  ACCESS: "public",
} as const;

function start(...args: string[]) {
  return spawnSync(process.execPath, [MAIN, ...args], { cwd: folder, env: ENV, encoding: "utf8" });
}

test("a program whose port is taken says so in one line", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { status, stdout, stderr } = start("--no-wall", "--hostname", "127.0.0.1", "--port", String(port));
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/"event":"not-started",.*EADDRINUSE/);
  taken.close();
});

test("an app without a build says how to make one", () => {
  const { status, stdout, stderr } = start();
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toMatch(/"event":"not-started",.*There is no build yet: run npm run build/);
});

test("an unknown option is named", () => {
  const { status, stderr } = start("--walls");
  expect(status).toBe(1);
  expect(stderr).toContain("unknown option '--walls'");
  expect(stderr).not.toMatch(/^\s+at /m);
});
