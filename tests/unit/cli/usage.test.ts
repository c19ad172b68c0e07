import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import type { Run } from "../../../cli/command.ts";
import { run as examine } from "../../../cli/doctor/index.ts";
import { run as runErase } from "../../../cli/erase/index.ts";
import { run as exportFrames } from "../../../cli/export/index.ts";
import { run as importPictures } from "../../../cli/import/index.ts";
import { run as setUp } from "../../../cli/setup/index.ts";
import { run as runSnap } from "../../../cli/snap.ts";
import { run as runTokens } from "../../../cli/tokens.ts";
import { run as runWebhooks } from "../../../cli/webhooks/index.ts";
import { Workplace } from "../../support/command.ts";

const COMMANDS: Readonly<Record<string, Run>> = {
  doctor: examine,
  erase: runErase,
  export: exportFrames,
  import: importPictures,
  setup: setUp,
  snap: runSnap,
  tokens: runTokens,
  webhooks: runWebhooks,
};

const place = new Workplace();
afterAll(() => place.remove());

/** Runs a command line without an account, and with a bucket that is not used. */
function run(line: string) {
  const [name = "", ...args] = line.split(" ");
  const command = COMMANDS[name];
  if (command === undefined) throw new Error(`no command ${name}`);
  return place.run(command, args, { AWS_S3_BUCKET_NAME: "wall", AWS_REGION: "us-east-1" });
}

test.each([
  ["doctor --role editor", "receiver, gallery"],
  ["doctor --url nowhere", "PUBLIC_URL must be"],
  ["doctor --unknown", "unknown option"],
  ["erase --stream stage --yes", "It must be <account>/<name>"],
  ["erase --stream  --yes", "It must be <account>/<name>"],
  ["export a/b --last 1h", "--out"],
  ["export a/b --out x", "--last"],
  ["export a/b more --out x --last 1h", "too many arguments"],
  ["export a/b --out x --last 1h --rate 0", "--rate"],
  ["export a/b --out x --last 1h --feed a:b", "--feed"],
  ["export a/b --out mine.zip --last 1h", "is there already"],
  ["import", "missing required argument 'source'"],
  ["import sample", "say whose pictures they are"],
  ["import sample --stream no-slash", "is no stream"],
  ["import sample --stream a/b --parallel 0", "--parallel"],
  ["import s3:bucket --stream a/b", "s3://BUCKET"],
  ["import sample --map none.csv", "--map: "],
  ["import sample --what", "unknown option"],
  ["import s3://bucket --former-layout --stream a/b", "--former-layout knows the streams"],
  ["setup --skip-bucket --keep-log 7", "'--skip-bucket' cannot be used with option '--keep-log"],
  ["setup --skip-bucket --keep-log forever", "'--skip-bucket' cannot be used with option '--keep-log"],
  ["setup --skip-provider --create-token a", "'--skip-provider' cannot be used with option '--create-token"],
  ["setup --skip-provider --token 12", "'--skip-provider' cannot be used with option '--token"],
  ["setup --policies --keep-previews 7", "'--policies' cannot be used with option '--keep-previews"],
  ["setup --policies --vercel", "'--policies' cannot be used with option '--vercel'"],
  ["setup --stream stage", "it goes with --create-token"],
  ["setup --keep-log 0", "whole days"],
  ["setup --keep-log 1.5", "whole days"],
  ["setup --keep-log 100000", "whole days"],
  ["setup --token first", "It must be a number"],
  ["setup --unknown x", "unknown option"],
  ["snap", "missing required argument"],
  ["snap a --times 0", "--times"],
  ["snap a --token x", "--token"],
  ["tokens", "Commands:"],
  ["tokens lsit", "unknown command"],
  ["tokens create", "missing required argument"],
  ["tokens enable", "missing required argument"],
  ["tokens thumbnails", "name publish tokens by number"],
  ["tokens thumbnails first", "It must be a number"],
  ["tokens thumbnails 1 --all", "name publish tokens by number"],
  ["webhooks", "Commands:"],
  ["webhooks enable", "missing required argument"],
  ["webhooks enable one", "It must be a number"],
  ["webhooks test media", "thumbnail, feeds"],
  ["webhooks rotate --wait long", "--wait"],
])("livewall %s is wrong use", async (line, message) => {
  mkdirSync(place.file("sample"), { recursive: true });
  writeFileSync(place.file("mine.zip"), "mine");
  const { code, out, err } = await run(line);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  expect(out).toBe("");
  expect(readFileSync(place.file("mine.zip"), "utf8")).toBe("mine");
});

test.each(Object.keys(COMMANDS))("livewall %s --help prints its options", async (name) => {
  const { code, out } = await run(`${name} --help`);
  expect([code, out]).toEqual([0, expect.stringContaining("npm run livewall")]);
});
