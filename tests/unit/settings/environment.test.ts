// The command line and the receiver alone must read the files of a folder as Next does.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnvironment } from "#lib/settings/environment.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "livewall-environment-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NAMES = ["LW_A", "LW_B", "LW_X"];
const MINE = { LW_HOME: "/home/me" };

/** Reads the files as `next start` does, in a separate process. */
function readByNext(): Record<string, string> {
  const script = `
    const { combinedEnv } = require("@next/env").loadEnvConfig(process.argv[1], false);
    console.log(JSON.stringify(combinedEnv));`;
  const env = { NODE_ENV: "production", PATH: process.env.PATH, ...MINE } as const;
  const { stdout } = spawnSync(process.execPath, ["-e", script, folder], { env, encoding: "utf8" });
  return JSON.parse(stdout) as Record<string, string>;
}

test.each<[string, Record<string, string>]>([
  ["a password with dollars", { ".env.local": 'LW_X=1\nLW_A="pa$$w0rd$LW_X"\n' }],
  ["an escaped dollar", { ".env.local": "LW_X=1\nLW_A=pa\\$LW_X\nLW_B='\\$1'\n" }],
  ["a setting in another, with a fallback", { ".env": "LW_A=${LW_X:-none}/b\nLW_B=$LW_A/c\n" }],
  ["a setting of the process", { ".env.local": "LW_A=$LW_HOME/a\n" }],
  ["a setting of a later file", { ".env.local": "LW_A=$LW_X/a\n", ".env": "LW_X=1\n" }],
  [
    "several files",
    { ".env.production.local": "LW_A=1\n", ".env.local": "LW_A=2\nLW_B=2\n", ".env": "LW_X=3" },
  ],
  ["quotes, comments and lines", { ".env": "LW_A='a # b' # c\nexport LW_B=\"d\\ne\"\nLW_X: f\n" }],
])("reads %s as Next does", (_, files) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  Object.assign(process.env, MINE);
  const before = { ...process.env };
  const read = readEnvironment(folder);
  const next = readByNext();
  expect(NAMES.map((name) => read[name])).toEqual(NAMES.map((name) => next[name]));
  expect({ ...process.env }).toEqual(before);
  expect(Object.keys(read).filter((name) => !(name in before) && !NAMES.includes(name))).toEqual([]);
});
