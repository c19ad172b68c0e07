import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { expect, test } from "vitest";

test("npx livewall runs the commands, and ends as they do", () => {
  accessSync("cli/npx.js", constants.X_OK);
  expect(execFileSync(process.execPath, ["cli/npx.js", "--help"], { encoding: "utf8" })).toContain("doctor");
  expect(spawnSync(process.execPath, ["cli/npx.js", "no-such-command"]).status).not.toBe(0);
});
