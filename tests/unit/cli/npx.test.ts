import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
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

test("npx livewall says what to do in a clone where nothing is installed yet", () => {
  const clone = mkdtempSync(path.join(tmpdir(), "livewall-clone-"));
  cpSync("cli/npx.js", path.join(clone, "cli/npx.js"));
  writeFileSync(path.join(clone, "package.json"), '{"type":"module"}');
  const { status, stderr } = spawnSync(process.execPath, [path.join(clone, "cli/npx.js"), "doctor"], {
    encoding: "utf8",
  });
  rmSync(clone, { recursive: true });
  expect(status).toBe(1);
  expect(stderr).toContain("run npm ci");
});
