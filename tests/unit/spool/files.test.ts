import { mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findDirectoryFault } from "#lib/spool/disk.ts";
import { openSpool } from "#lib/spool/files.ts";
import { createEvent, createFolder, createFrame, plain, TIME } from "./builders.ts";

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

describe("a file of which the disk has changed a bit", () => {
  const flip = async (file: string, bit: number) => {
    const bytes = await readFile(file);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await writeFile(file, bytes);
  };

  test.each([
    ["a frame", () => createFrame(TIME, 7)],
    ["an event", () => createEvent("stage")],
  ])("is not read as a hook: %s", async (_what, create) => {
    const directory = await createFolder();
    const spool = openSpool({ directory, maxBytes: 1_000_000 });
    await spool.add(create());
    const [name = ""] = await spool.list();
    const file = path.join(directory, name);
    const { size } = await stat(file);
    for (let bit = 0; bit < size * 8; bit += 29) {
      await flip(file, bit);
      expect(await spool.read(name), `bit ${bit}`).toBe("damaged");
      await flip(file, bit);
    }
    expect(await spool.read(name)).toEqual(plain(create()));
  });

  test("is not read as a hook under a name of a former version, and an intact one is", async () => {
    const directory = await createFolder();
    const spool = openSpool({ directory, maxBytes: 1_000_000 });
    await spool.add(createFrame(TIME, 7));
    const [name = ""] = await spool.list();
    const former = name.replace(/-[0-9a-f]{32}(?=-)/, "");
    expect(former).not.toBe(name);
    await rename(path.join(directory, name), path.join(directory, former));
    expect(await spool.read(former)).toEqual(plain(createFrame(TIME, 7)));
    await flip(path.join(directory, former), 8_000);
    expect(await spool.read(former)).toBe("damaged");
  });

  test("is kept aside and counted apart", async () => {
    const directory = await createFolder();
    const spool = openSpool({ directory, maxBytes: 1_000_000 });
    await spool.add(createFrame(TIME));
    const [name = ""] = await spool.list();
    const target = path.join(directory, `${name}.damaged`);
    expect(await spool.setAside(name, "damaged")).toBe(target);
    expect(await spool.setAside(name, "damaged")).toBeNull();
    expect(await spool.usage()).toMatchObject({ hooks: 0, rejected: 0, damaged: 1 });
  });
});

test("tells the age of its oldest hook, and its limit", async () => {
  const spool = openSpool({ directory: await createFolder(), maxBytes: 1_000_000 });
  expect(await spool.usage()).toMatchObject({ maxBytes: 1_000_000, oldestAt: null });
  const before = Date.now();
  await spool.add(createFrame(1));
  const after = Date.now();
  await spool.add(createFrame(2));
  const [oldest = ""] = await spool.list();
  const { oldestAt } = await spool.usage();
  expect(oldestAt).toBeGreaterThanOrEqual(before);
  expect(oldestAt).toBeLessThanOrEqual(after);
  await spool.setAside(oldest, "rejected");
  expect((await spool.usage()).oldestAt).toBeGreaterThan(oldestAt ?? 0);
});

test("the check of a spool fails when its quota has no room for a frame", async () => {
  const directory = await createFolder();
  await openSpool({ directory, maxBytes: 200_000 }).check();
  const full = openSpool({ directory, maxBytes: 100_500 });
  await full.add(createFrame(TIME));
  await expect(full.check()).rejects.toThrow("the spool is full");
  expect(await full.usage()).toMatchObject({ isWritable: false });
  expect(await readdir(directory)).toHaveLength(1);
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
