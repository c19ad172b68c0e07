import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderFootage } from "../../../scripts/provider-sim/footage.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "livewall-footage-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, content: string): void {
  writeFileSync(path.join(directory, name), Buffer.from(content, "latin1"));
}

test("repeats the JPEGs of a folder by name, each feed from another one on", async () => {
  for (const name of ["c.jpg", "a.JPEG", "b.jpg"]) write(name, `\xff\xd8${name[0] ?? ""}`);
  write("notes.txt", "not a picture");
  const footage = await folderFootage(directory);
  for (const [position, letters] of ["abca", "bcab"].entries()) {
    const camera = footage(position);
    for (const letter of letters) expect((await camera(0)).toString("latin1")).toBe(`\xff\xd8${letter}`);
  }
});

test("rejects folders without JPEGs", async () => {
  await expect(folderFootage(path.join(directory, "none"))).rejects.toThrow("no folder that can be read");
  await expect(folderFootage(directory)).rejects.toThrow(`no .jpg files in ${directory}`);
  write("a.jpg", "\x89PNG");
  await expect(folderFootage(directory)).rejects.toThrow("a.jpg is not a JPEG");
});
