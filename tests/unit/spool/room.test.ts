import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry } from "#lib/spool/entry.ts";
import { openSpool } from "#lib/spool/spool.ts";

const KILOBYTE = 1_000;
const A_SECOND = 1_000;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "livewall-room-"));
});
afterEach(() => rm(directory, { recursive: true }));

/** One that looks like no other. */
function frame(time: number): Entry {
  const stream = { account: "A1", name: "s" };
  return {
    kind: "frame",
    frame: { feed: "f", stream, time },
    jpeg: new Uint8Array(KILOBYTE).fill(time),
    judged: null,
  };
}

test("a spool has room again for what was delivered of it, whoever delivered it", async () => {
  let now = 0;
  const receiver = openSpool({ directory, maxBytes: 3 * KILOBYTE }, () => now);
  const delivery = openSpool({ directory, maxBytes: 3 * KILOBYTE });
  for (let outage = 0; outage < 3; outage += 1) {
    now += A_SECOND;
    expect(await receiver.keep(frame(1))).toBe("kept");
    expect(await receiver.keep(frame(2))).toBe("kept");
    expect(await receiver.keep(frame(3))).toBe("full");
    for (const name of await delivery.names()) await delivery.remove(name);
  }
});

test("many that come at once take no more than there is room for", async () => {
  const spool = openSpool({ directory, maxBytes: 10 * KILOBYTE });
  const kept = await Promise.all(Array.from({ length: 40 }, (_, n) => spool.keep(frame(n + 1))));
  expect(kept.filter((what) => what === "kept")).toHaveLength(9);
  expect(await readdir(directory)).toHaveLength(9);
});

test("what was put aside takes room too, and is counted apart", async () => {
  let now = 0;
  const spool = openSpool({ directory, maxBytes: 3 * KILOBYTE }, () => now);
  await spool.keep(frame(1));
  await spool.keep(frame(2));
  for (const name of await spool.names()) await spool.putAside(name);
  now += A_SECOND;
  expect(await spool.keep(frame(3))).toBe("full");
  const { hooks, rejected, bytes } = await spool.measure();
  expect([hooks, rejected]).toEqual([0, 2]);
  expect(bytes).toBeGreaterThan(2 * KILOBYTE);
});

test("a folder that was removed is made again for the next hook", async () => {
  const spool = openSpool({ directory: path.join(directory, "spool"), maxBytes: 10 * KILOBYTE });
  expect(await spool.keep(frame(1))).toBe("kept");
  await rm(path.join(directory, "spool"), { recursive: true });
  await expect(spool.keep(frame(2))).rejects.toThrow("ENOENT");
  expect(await spool.keep(frame(3))).toBe("kept");
});
