// The command line and the receiver alone must read the files of a folder as Next does.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { readEnvironment } from "#lib/settings/environment.ts";

const MINE = { LW_HOME: "/home/me" };

const CASES: [string, Record<string, string>][] = [
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
];

const root = mkdtempSync(path.join(tmpdir(), "livewall-environment-"));
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => rmSync(root, { recursive: true }));
const folders = CASES.map(([, files], n) => {
  const folder = path.join(root, String(n));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
});

type Env = Record<string, string | undefined>;
const ours = (env: Env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /^LW_[A-Z]$/.test(name)));

/** Reads the files of each folder as `next start` does, in a separate process. */
function readByNext(): Env[] {
  const script = `
    const { loadEnvConfig } = require("@next/env");
    const read = (folder) => ({ ...loadEnvConfig(folder, false, console, true).combinedEnv });
    console.log(JSON.stringify(process.argv.slice(1).map(read)));`;
  const env = { NODE_ENV: "production", PATH: process.env.PATH, ...MINE } as const;
  const { stdout } = spawnSync(process.execPath, ["-e", script, ...folders], { env, encoding: "utf8" });
  return JSON.parse(stdout) as Env[];
}
const byNext = readByNext();

test.each(CASES.map(([what], n) => [what, n] as const))("reads %s as Next does", (_, n) => {
  vi.stubEnv("LW_HOME", MINE.LW_HOME);
  const before = { ...process.env };
  const read = readEnvironment(folders[n] ?? "");
  expect(ours(read)).toEqual(ours(byNext[n] ?? {}));
  expect(ours(read)).not.toEqual({});
  expect({ ...process.env }).toEqual(before);
});
