import { readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { createLease } from "#lib/spool/lease.ts";
import { createFolder } from "./builders.ts";

/** Higher than Linux counts: no process has it. */
const DEAD_PID = 4_194_305;
const ONE = { host: "one", pid: 1 };
const TWO = { host: "two", pid: 1 };

let directory: string;
beforeEach(async () => {
  directory = await createFolder();
});

const file = () => path.join(directory, "delivering.lease");

async function ageBy(seconds: number): Promise<void> {
  const then = new Date(Date.now() - seconds * 1000);
  await utimes(file(), then, then);
}

describe("a spool's lease", () => {
  test("is held by the first process, which renews it", async () => {
    const [one, two] = [createLease(directory, ONE), createLease(directory, TWO)];
    expect(await one.hold()).toBe(true);
    expect(await two.hold()).toBe(false);
    expect(await one.hold()).toBe(true);
    expect(await two.hold()).toBe(false);
  });

  test("is given to one of many simultaneous processes", async () => {
    const leases = Array.from({ length: 20 }, (_, n) => createLease(directory, { host: `h${n}`, pid: 1 }));
    const held = await Promise.all(leases.map((lease) => lease.hold()));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  test("ends when it is not renewed", async () => {
    const [one, two] = [createLease(directory, ONE), createLease(directory, TWO)];
    await one.hold();
    await ageBy(10);
    expect(await two.hold()).toBe(false);
    await ageBy(21);
    expect(await two.hold()).toBe(true);
  });

  test("ends when the clock was set back", async () => {
    await createLease(directory, ONE).hold();
    await ageBy(-3_600);
    expect(await createLease(directory, TWO).hold()).toBe(true);
  });

  test.each([
    ["died on this host", { host: hostname(), pid: DEAD_PID }],
    ["had this process's id, as in a restarted container", { host: hostname(), pid: process.pid }],
  ])("ends at once when its holder %s", async (_what, holder) => {
    await createLease(directory, holder).hold();
    expect(await createLease(directory).hold()).toBe(true);
  });

  test("stays with a living holder on this host", async () => {
    await createLease(directory, { host: hostname(), pid: process.ppid }).hold();
    expect(await createLease(directory).hold()).toBe(false);
  });

  test("with an unreadable file ends after a while", async () => {
    await writeFile(file(), "{");
    const lease = createLease(directory, ONE);
    expect(await lease.hold()).toBe(false);
    await ageBy(21);
    expect(await lease.hold()).toBe(true);
    expect(await readdir(directory)).toEqual(["delivering.lease"]);
  });
});
