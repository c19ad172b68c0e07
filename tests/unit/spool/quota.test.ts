import { readdir } from "node:fs/promises";
import { beforeEach, expect, test } from "vitest";
import type { Entry } from "#lib/spool/entry.ts";
import { openSpool, type Spool } from "#lib/spool/files.ts";
import { createEvent, createFolder, createFrame } from "./builders.ts";

const KILOBYTE = 1_000;
const A_SECOND = 1_000;
const MAX_BYTES = 50 * KILOBYTE;
/** A tenth, in frames of one kilobyte and their headers. */
const CONTENT_FRAMES = 4;
const CAPTURED = 7;

let directory: string;
let now: number;
let spool: Spool;
beforeEach(async () => {
  directory = await createFolder();
  now = 0;
  spool = open(MAX_BYTES);
});

/** As a process that has just started. */
const open = (maxBytes: number) => openSpool({ directory, maxBytes }, () => now);

async function addAll(entries: readonly Entry[]): Promise<string[]> {
  const results: string[] = [];
  for (const entry of entries) results.push(await spool.add(entry));
  return results;
}

/** One picture under many names. */
const forge = (count: number, from = 1) =>
  Array.from({ length: count }, (_, n) => createFrame(from + n, CAPTURED));
const repeat = (result: string, count: number) => Array.from({ length: count }, () => result);

async function rejectAll(): Promise<void> {
  for (const name of await spool.list()) await spool.setAside(name, "rejected");
}

test("has room again for delivered hooks, whatever process delivered them", async () => {
  spool = open(3 * KILOBYTE);
  const delivery = open(3 * KILOBYTE);
  for (let outage = 0; outage < 2; outage += 1) {
    now += A_SECOND;
    expect(await addAll([1, 2, 3].map((n) => createFrame(n)))).toEqual(["added", "added", "full"]);
    for (const name of await delivery.list()) await delivery.remove(name);
  }
});

test("is never exceeded by simultaneous hooks", async () => {
  spool = open(10 * KILOBYTE);
  const results = await Promise.all(Array.from({ length: 40 }, (_, n) => spool.add(createFrame(n + 1))));
  expect(results.filter((result) => result === "added")).toHaveLength(9);
  expect(await readdir(directory)).toHaveLength(9);
});

test("covers rejected hooks, which are counted apart", async () => {
  spool = open(3 * KILOBYTE);
  await addAll([createFrame(1), createFrame(2)]);
  await rejectAll();
  now += A_SECOND;
  expect(await spool.add(createFrame(3))).toBe("full");
  const { hooks, rejected, bytes } = await spool.usage();
  expect([hooks, rejected]).toEqual([0, 2]);
  expect(bytes).toBeGreaterThan(2 * KILOBYTE);
});

test("leaves room for others when one picture comes under many names", async () => {
  const results = await addAll(forge(10));
  expect(results).toEqual([...repeat("added", CONTENT_FRAMES), ...repeat("repeated", 10 - CONTENT_FRAMES)]);
  expect(await spool.add(createFrame(99))).toBe("added");
  now += A_SECOND;
  for (const name of await spool.list()) await spool.remove(name);
  expect(await addAll(forge(CONTENT_FRAMES, 50))).toEqual(repeat("added", CONTENT_FRAMES));
});

test("of a content covers waiting and rejected hooks of former processes", async () => {
  await addAll(forge(CONTENT_FRAMES));
  spool = open(MAX_BYTES);
  now += A_SECOND;
  expect(await spool.add(createFrame(50, CAPTURED))).toBe("repeated");
  await rejectAll();
  spool = open(MAX_BYTES);
  expect(await spool.add(createFrame(51, CAPTURED))).toBe("repeated");
  expect(await spool.add(createFrame(99))).toBe("added");
});

test("of a content has room for a frame that is larger than a tenth", async () => {
  spool = open(5 * KILOBYTE);
  expect(await spool.add(createFrame(1))).toBe("added");
});

test("of an event has room for two copies", async () => {
  const names = ["a", "a", "a", "b"];
  const results = await addAll(names.map((name) => createEvent(name)));
  expect(results).toEqual(["added", "added", "repeated", "added"]);
});
