// The zip as it is deployed, in a process that has only Node, on the store under test.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LambdaAnswer } from "#lib/server/lambda/http-event.ts";
import { event, feedsEvent, SECRET, thumbnail } from "../support/hook.ts";
import { EVENT_MAKERS, sent } from "../support/lambda-events.ts";
import { jpegOf } from "../support/picture.ts";
import { newAccount } from "../support/receiver.ts";
import { keysOf, storeSettings } from "../support/receiving.ts";
import { unzipTo } from "../support/unzip.ts";

let folder: string;

// Outside the project, where no package of ours can be found by accident.
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "livewall-lambda-test-"));
  const zip = path.join(folder, "receiver.zip");
  const arch = process.arch === "arm64" ? "arm64" : "x64";
  await promisify(execFile)(process.execPath, ["scripts/lambda/build.ts", "--arch", arch, "--out", zip]);
  unzipTo(folder, zip);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

test("the zip has no types or sources, and the licences of what it contains", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => /\.d\.[cm]?ts$|\.map$|\.cc$/.test(file))).toEqual([]);
  const notices = readFileSync(path.join(folder, "THIRD-PARTY-LICENSES.txt"), "utf8");
  expect(notices).toMatch(/^@img\/sharp-libvips-linux-x64: LGPL-3\.0-or-later$/m);
  expect(notices).not.toMatch(/^next: /m);
});

/** As Lambda's own runtime does it, in short: loads the handler once, then hands it events. */
const RUNTIME = `
  const { handler } = await import("./index.mjs");
  let input = "";
  for await (const chunk of process.stdin) input += chunk;
  const answers = [];
  for (const event of JSON.parse(input)) answers.push(await handler(event));
  // Nothing runs on: a frozen process would not, either.
  process.stderr.write(JSON.stringify(answers), () => process.exit());
`;

type Run = { readonly exitCode: number; readonly log: string; readonly errors: string };

async function run(events: readonly object[], more: Record<string, string> = {}): Promise<Run> {
  const { bucket, region, endpoint, credentials } = storeSettings();
  const env = {
    NODE_ENV: "production" as const,
    WEBHOOK_SECRET: SECRET,
    AWS_S3_BUCKET_NAME: bucket,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_S3: endpoint ?? "",
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? "",
    ...more,
  };
  const child = spawn(process.execPath, ["--input-type=module", "--eval", RUNTIME], { cwd: folder, env });
  child.stdin.on("error", () => undefined).end(JSON.stringify(events));
  const [log, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number]>,
  ]);
  return { exitCode, log, errors };
}

describe("the zip for Lambda", () => {
  test("stores frames with their previews and feeds events from every kind of request", async () => {
    const body = await jpegOf(960, 540);
    const accounts = EVENT_MAKERS.map(() => newAccount());
    const events = EVENT_MAKERS.map(async ([, make], index) => {
      const stream = `${accounts[index] ?? ""}/cam`;
      const started = event({ body: feedsEvent("started", { streamId: stream }) });
      return [
        make(await sent(thumbnail({ stream, body }))),
        make({ ...(await sent(started)), asText: true }),
      ];
    });
    const { log, errors } = await run((await Promise.all(events)).flat());
    const answers = JSON.parse(errors) as LambdaAnswer[];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(events.flatMap(() => [200, 200]));
    for (const account of accounts) {
      const prefixes = (await keysOf(account)).map((key) => key.split("/")[0]);
      expect([...new Set(prefixes)]).toEqual(["log", "feeds", "previews"]);
      expect(prefixes.length).toBeGreaterThanOrEqual(4);
    }
    expect(log.trim().split("\n")).toHaveLength(answers.length);
    expect(log).not.toContain("sha1=");
  });

  test("does not start with a spool, which would be lost, and says so", async () => {
    const { exitCode, errors } = await run([], { SPOOL_DIR: "/tmp/spool" });
    expect([exitCode, errors]).toEqual([1, expect.stringContaining("leave it out")]);
    expect(errors).not.toContain(SECRET);
  });
});
