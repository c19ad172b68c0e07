import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { folderFootage } from "../../../scripts/simulator/footage.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "livewall-footage-"));
});

afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, content: string): void {
  writeFileSync(path.join(directory, name), Buffer.from(content, "latin1"));
}

describe("the pictures of a folder", () => {
  test("come in the order of their names and go round, each feed beginning at another one", async () => {
    for (const name of ["c", "a", "b"]) write(`${name}.jpg`, `\xff\xd8${name}`);
    const footage = await folderFootage(directory);
    const [first, second] = [footage(0), footage(1)];
    expect(await letters(first)).toBe("abca");
    expect(await letters(second)).toBe("bcab");
  });

  test("are its JPEGs alone", async () => {
    write("a.JPEG", "\xff\xd8a");
    write("notes.txt", "not a picture");
    expect(await letters((await folderFootage(directory))(0))).toBe("aaaa");
  });

  test("are refused when a file only has the name of a JPEG", async () => {
    write("a.jpg", "\x89PNG");
    await expect(folderFootage(directory)).rejects.toThrow("a.jpg is not a JPEG");
  });

  test("are missed by name when there are none, or no folder", async () => {
    await expect(folderFootage(directory)).rejects.toThrow(`no .jpg files in ${directory}`);
    await expect(folderFootage(path.join(directory, "none"))).rejects.toThrow("no folder that can be read");
  });
});

async function letters(camera: (time: number) => Promise<Buffer>): Promise<string> {
  let text = "";
  for (let frame = 0; frame < 4; frame++) text += (await camera(0)).subarray(2).toString();
  return text;
}
