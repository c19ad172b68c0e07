import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { faultOfDirectory } from "#lib/spool/usable.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "livewall-usable-"));
});
afterEach(() => rm(directory, { recursive: true }));

describe("the folder of a spool", () => {
  test("is made where there is none, for its owner alone, and nothing is left in it", async () => {
    const spool = path.join(directory, "var", "spool");
    expect(await faultOfDirectory(spool)).toBeNull();
    expect((await stat(spool)).mode & 0o777).toBe(0o700);
    expect(await readdir(spool)).toEqual([]);
  });

  test("may have hooks in it already", async () => {
    await writeFile(path.join(directory, "1-a.hook"), "hook");
    expect(await faultOfDirectory(directory)).toBeNull();
    expect(await readdir(directory)).toEqual(["1-a.hook"]);
  });

  test.each([
    ["is a file", "file"],
    ["is below a file", "file/spool"],
  ])("is at fault when it %s", async (_what, name) => {
    await writeFile(path.join(directory, "file"), "");
    const fault = await faultOfDirectory(path.join(directory, name));
    expect(fault).toMatch(/^must be a folder that this process may write: E/);
  });
});
