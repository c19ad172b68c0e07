import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

test("npx livewall runs a command and returns its exit code", () => {
  accessSync("cli/npx.js", constants.X_OK);
  expect(execFileSync(process.execPath, ["cli/npx.js", "--help"], { encoding: "utf8" })).toContain("doctor");
  expect(spawnSync(process.execPath, ["cli/npx.js", "no-such-command"]).status).not.toBe(0);
});

// Node reads --env-file anywhere in the arguments, even for npx, and ends if the file is missing.
test.each([["setup"], ["webhooks", "rotate"]])(
  "npx livewall %s %s has no option that Node reads itself",
  (...command) => {
    const args = [...command, "--settings-file", "no-such.env", "--help"];
    const { status, stdout } = spawnSync(path.resolve("cli/npx.js"), args, { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("--settings-file <file>");
    expect(stdout).not.toContain("--env-file");
  },
);

test("ends quietly when the reader of its output has gone", () => {
  // The pipeline's reader ends before the first line.
  const command = `"${process.execPath}" cli/livewall.ts setup --policies --bucket wall | true`;
  const { stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
  expect(stderr).toBe("");
});

test("npx livewall asks for npm ci in a fresh clone", () => {
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
