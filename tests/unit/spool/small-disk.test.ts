// The spool on disks that are full, have no inodes left, or are read-only. They are mounted for the test.
import { readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import { findDirectoryFault } from "#lib/spool/disk.ts";
import { openSpool } from "#lib/spool/files.ts";
import { createLease } from "#lib/spool/lease.ts";
import { mountDisk } from "../../../scripts/faults/disk.ts";
import { createFolder, createFrame, TIME } from "./builders.ts";

const PASSES = 5;
const MAX_BYTES = 1_000_000_000;
/** Higher than Linux counts: no process has it. */
const DEAD = { host: hostname(), pid: 4_194_305 };

/** A spool on a disk of its own. The test is skipped where none can be mounted. */
async function createScene(options: string, skip: (reason: string) => never) {
  const directory = path.join(await createFolder(), "spool");
  const disk = mountDisk(directory, options);
  if (typeof disk === "string") skip(disk);
  onTestFinished(disk.unmount);
  const spool = openSpool({ directory, maxBytes: MAX_BYTES });

  /** Delivers in a few passes, as a process that has just started. @returns the times of the delivered frames */
  async function deliver(): Promise<number[]> {
    const delivered: number[] = [];
    const stopping = new AbortController();
    let left = PASSES;
    const delivering = deliverSpooled({
      spool: openSpool({ directory, maxBytes: MAX_BYTES }),
      lease: createLease(directory),
      store: (entry) => {
        if (entry.kind === "frame") delivered.push(entry.frame.time);
        return Promise.resolve("stored");
      },
      isOverloaded: () => false,
      log: () => undefined,
      signal: stopping.signal,
      time: {
        now: () => (PASSES - left) * 60_000,
        pause: () => ((left -= 1) === 0 && stopping.abort(), turn()),
      },
    });
    await delivering;
    return delivered;
  }

  return { directory, disk, spool, deliver };
}

/** Adds frames until the disk has no room. @returns the times of those that were added */
async function fill(directory: string): Promise<number[]> {
  const spool = openSpool({ directory, maxBytes: MAX_BYTES });
  const added: number[] = [];
  let result = "added";
  for (let time = TIME; result === "added"; time += 1) {
    result = await spool.add(createFrame(time));
    if (result === "added") added.push(time);
  }
  expect(result).toBe("full");
  // The last of the room, which a lease would have taken.
  await writeFile(path.join(directory, "other"), new Uint8Array(65_536)).catch(() => undefined);
  return added;
}

const listHooks = async (directory: string) =>
  (await readdir(directory)).filter((name) => name.endsWith(".hook"));

const DISKS: [what: string, options: string, hasLease: boolean][] = [
  ["full", "size=64k", false],
  ["full, and has the lease of a dead process", "size=64k", true],
  ["without inodes", "nr_inodes=12", false],
  ["without inodes, and has the lease of a dead process", "nr_inodes=12", true],
];

test.for(DISKS)("a disk that is %s gives its hooks to the store", async ([, options, hasLease], { skip }) => {
  const { directory, deliver } = await createScene(options, skip);
  if (hasLease) await createLease(directory, DEAD).hold();
  const added = await fill(directory);
  expect(added.length).toBeGreaterThan(5);
  const spool = openSpool({ directory, maxBytes: MAX_BYTES });
  await expect(spool.check()).rejects.toThrow("ENOSPC");
  expect((await spool.usage()).isWritable).toBe(false);
  expect(await deliver()).toEqual(added);
  expect(await listHooks(directory)).toEqual([]);
  expect(await spool.add(createFrame(TIME))).toBe("added");
});

describe("a read-only disk", () => {
  test("gives its hooks to the store once in each process, and keeps them", async ({ skip }) => {
    const { directory, disk, spool, deliver } = await createScene("size=1m", skip);
    for (const n of [1, 2, 3]) await spool.add(createFrame(TIME + n));
    disk.remount("ro");
    expect((await spool.usage()).isWritable).toBe(false);
    expect(await deliver()).toEqual([TIME + 1, TIME + 2, TIME + 3]);
    expect(await listHooks(directory)).toHaveLength(3);
    disk.remount("rw");
    await deliver();
    expect(await listHooks(directory)).toEqual([]);
  });

  test("is no wrong setting if it holds files", async ({ skip }) => {
    const { directory, disk, spool } = await createScene("size=1m", skip);
    disk.remount("ro");
    expect(await findDirectoryFault(directory)).toMatch(/EROFS/);
    disk.remount("rw");
    await spool.add(createFrame(TIME));
    disk.remount("ro");
    expect(await findDirectoryFault(directory)).toBeNull();
  });
});
