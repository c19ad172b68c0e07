import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

test("npx livewall runs the commands, and ends as they do", () => {
  accessSync("cli/npx.js", constants.X_OK);
  expect(execFileSync(process.execPath, ["cli/npx.js", "--help"], { encoding: "utf8" })).toContain("doctor");
  expect(spawnSync(process.execPath, ["cli/npx.js", "no-such-command"]).status).not.toBe(0);
});

// Node reads a file that --env-file names wherever that stands, even for npx, and ends when it is not there.
test.each(["setup", "webhooks"])(
  "npx livewall %s names the file of settings in a way that Node leaves alone",
  (command) => {
    const { status, stdout } = spawnSync(
      path.resolve("cli/npx.js"),
      [command, "--settings-file", "no-such.env", "--help"],
      {
        encoding: "utf8",
      },
    );
    expect(status).toBe(0);
    expect(stdout).toContain("--settings-file FILE");
    expect(stdout).not.toContain("--env-file");
  },
);
