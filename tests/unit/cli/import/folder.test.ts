import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listFeeds } from "../../../../cli/import/feed-map.ts";
import { openFolder } from "../../../../cli/import/source.ts";
import { toArray } from "../../../support/to-array.ts";

const TIME = 1_780_000_000_000;

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "livewall-import-"));
  mkdirSync(path.join(root, "sample/below"), { recursive: true });
  mkdirSync(path.join(root, "elsewhere"));
  writeFileSync(path.join(root, "elsewhere/picture"), "12345");
  writeFileSync(path.join(root, `sample/a_${TIME}.jpg`), "123");
  symlinkSync("../../elsewhere/picture", path.join(root, `sample/below/a_${TIME + 1}.jpg`));
  symlinkSync("../elsewhere", path.join(root, "sample/linked"));
  symlinkSync("nowhere", path.join(root, `sample/a_${TIME + 2}.jpg`));
  symlinkSync(`a_${TIME + 3}.jpg`, path.join(root, `sample/a_${TIME + 3}.jpg`));
});
afterEach(() => rmSync(root, { recursive: true }));

test("a link to a file counts as the file, and other links are left out", async () => {
  const source = openFolder(path.join(root, "sample"));
  const found = await toArray(source.list(""));
  expect(found.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
    { key: `a_${TIME}.jpg`, bytes: 3 },
    { key: `a_${TIME + 2}.jpg`, bytes: 0, isLeftOut: true },
    { key: `a_${TIME + 3}.jpg`, bytes: 0, isLeftOut: true },
    { key: `below/a_${TIME + 1}.jpg`, bytes: 5 },
    { key: "linked", bytes: 0, isLeftOut: true },
  ]);
  expect(Buffer.from(await source.read(`below/a_${TIME + 1}.jpg`)).toString()).toBe("12345");
  expect((await toArray(listFeeds(source.list(""))))[1]).toMatch(/^a,,.*,2$/);
});

test("lists only files below a prefix", async () => {
  const found = await toArray(openFolder(path.join(root, "sample")).list("below/"));
  expect(found.map(({ key }) => key)).toEqual([`below/a_${TIME + 1}.jpg`]);
});
