import { mkdir, readdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findDirectoryFault } from "#lib/spool/disk.ts";
import { openSpool } from "#lib/spool/files.ts";
import { createFolder, createFrame } from "./builders.ts";

test("makes a folder that was removed again for the next hook", async () => {
  const directory = path.join(await createFolder(), "spool");
  const spool = openSpool({ directory, maxBytes: 10_000 });
  expect(await spool.add(createFrame(1))).toBe("added");
  await rm(directory, { recursive: true });
  await expect(spool.add(createFrame(2))).rejects.toThrow("ENOENT");
  expect(await spool.add(createFrame(3))).toBe("added");
});

test("ignores a link that leads in a circle", async () => {
  const directory = await createFolder();
  await symlink("circle.hook", path.join(directory, "circle.hook"));
  const spool = openSpool({ directory, maxBytes: 1_000_000 });
  expect(await spool.add(createFrame(1))).toBe("added");
  expect((await spool.usage()).bytes).toBeGreaterThan(1_000);
});

test("removes an abandoned draft, but not one that is being written", async () => {
  const directory = await createFolder();
  for (const name of ["1-a.hook.draft", "2-b.hook.draft"])
    await writeFile(path.join(directory, name), "half");
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path.join(directory, "1-a.hook.draft"), anHourAgo, anHourAgo);
  await openSpool({ directory, maxBytes: 1_000 }).removeDrafts();
  expect(await readdir(directory)).toEqual(["2-b.hook.draft"]);
});

describe("the check of a directory", () => {
  test("makes it for its owner alone, and leaves nothing behind", async () => {
    const directory = path.join(await createFolder(), "var", "spool");
    expect(await findDirectoryFault(directory)).toBeNull();
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect(await readdir(directory)).toEqual([]);
  });

  test.each(["file", "file/spool"])("finds that %s is no folder", async (name) => {
    const directory = await createFolder();
    await writeFile(path.join(directory, "file"), "");
    const fault = await findDirectoryFault(path.join(directory, name));
    expect(fault).toMatch(/^must be a folder that this process may write: E/);
  });

  test("accepts one with hooks in it", async () => {
    const directory = await createFolder();
    await mkdir(path.join(directory, "1-a.hook"));
    expect(await findDirectoryFault(directory)).toBeNull();
    expect(await readdir(directory)).toEqual(["1-a.hook"]);
  });
});
