import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSpool } from "#lib/spool/spool.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "livewall-foreign-"));
});
afterEach(() => rm(directory, { recursive: true }));

test("a link that leads in a circle keeps nobody from being kept, nor the room from being measured", async () => {
  await symlink("circle.hook", path.join(directory, "circle.hook"));
  const spool = openSpool({ directory, maxBytes: 1_000_000 });
  const frame = { feed: "f1", stream: { account: "A1", name: "s" }, time: 1 };
  expect(await spool.keep({ kind: "frame", frame, jpeg: new Uint8Array(1_000), judged: null })).toBe("kept");
  expect((await spool.measure()).bytes).toBeGreaterThan(1_000);
});
