import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openSpool } from "#lib/spool/spool.ts";

test("what a killed process left half-written goes, and what another is writing stays", async () => {
  const directory = await mkdtemp(path.join(tmpdir(), "livewall-spool-"));
  try {
    const [old, fresh] = ["1-a.hook.draft", "2-b.hook.draft"].map((name) => path.join(directory, name));
    for (const file of [old, fresh]) await writeFile(file ?? "", "half");
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await utimes(old ?? "", anHourAgo, anHourAgo);
    await openSpool({ directory, maxBytes: 1_000 }).removeDrafts();
    expect(await readdir(directory)).toEqual(["2-b.hook.draft"]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
