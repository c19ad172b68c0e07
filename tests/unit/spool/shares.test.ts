import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "#lib/spool/entry.ts";
import { openSpool, type Spool } from "#lib/spool/spool.ts";

const KILOBYTE = 1_000;
const A_SECOND = 1_000;
const STREAM = { account: "A1", name: "s" };
const MAX_BYTES = 50 * KILOBYTE;
/** A tenth, in frames of one kilobyte and their headers. */
const IN_A_SHARE = 4;

let directory: string;
let now: number;
let spool: Spool;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "livewall-shares-"));
  now = 0;
  spool = openSpool({ directory, maxBytes: MAX_BYTES }, () => now);
});
afterEach(() => rm(directory, { recursive: true }));

function frame(time: number, shade: number): Entry {
  const jpeg = new Uint8Array(KILOBYTE).fill(shade);
  return { kind: "frame", frame: { feed: `f${time}`, stream: STREAM, time }, jpeg, judged: null };
}

async function keepAll(entries: readonly Entry[]): Promise<string[]> {
  const kept: string[] = [];
  for (const entry of entries) kept.push(await spool.keep(entry));
  return kept;
}

const captured = (count: number, from = 1) => Array.from({ length: count }, (_, n) => frame(from + n, 7));

test("a picture that somebody sends again and again, whatever its headers say, leaves the others their room", async () => {
  const kept = await keepAll(captured(40));
  expect(kept.filter((what) => what === "kept")).toHaveLength(IN_A_SHARE);
  expect(new Set(kept.slice(IN_A_SHARE))).toEqual(new Set(["repeated"]));
  expect(await spool.keep(frame(99, 8))).toBe("kept");
});

test("what was delivered of it makes room for more of it", async () => {
  await keepAll(captured(IN_A_SHARE));
  now += A_SECOND;
  for (const name of await spool.names()) await spool.remove(name);
  expect(await keepAll(captured(IN_A_SHARE, 50))).toEqual(Array.from({ length: IN_A_SHARE }, () => "kept"));
});

test("what was put aside of it counts, since nobody takes it away", async () => {
  await keepAll(captured(IN_A_SHARE));
  now += A_SECOND;
  for (const name of await spool.names()) await spool.putAside(name);
  expect(await spool.keep(frame(99, 7))).toBe("repeated");
});

test("a process that was started anew finds what is there of it", async () => {
  await keepAll(captured(IN_A_SHARE));
  spool = openSpool({ directory, maxBytes: MAX_BYTES }, () => now);
  now += A_SECOND;
  expect(await keepAll(captured(IN_A_SHARE, 50))).toEqual(
    Array.from({ length: IN_A_SHARE }, () => "repeated"),
  );
  expect(await spool.keep(frame(99, 8))).toBe("kept");
});

test("what was put aside counts for a process that was started anew, too", async () => {
  await keepAll(captured(IN_A_SHARE));
  for (const name of await spool.names()) await spool.putAside(name);
  spool = openSpool({ directory, maxBytes: MAX_BYTES }, () => now);
  expect(await spool.keep(frame(99, 7))).toBe("repeated");
});

test("a frame that is larger than its share is kept all the same", async () => {
  spool = openSpool({ directory, maxBytes: 5 * KILOBYTE }, () => now);
  expect(await spool.keep(frame(1, 7))).toBe("kept");
});

test("of an event, which says all about itself, two are enough", async () => {
  const ended = (feed: string): Entry => ({
    kind: "event",
    event: { event: "ended", feed, stream: STREAM, source: "", at: 1, ended: 1 },
  });
  expect(await keepAll([ended("a"), ended("a"), ended("a"), ended("b")])).toEqual([
    "kept",
    "kept",
    "repeated",
    "kept",
  ]);
});
