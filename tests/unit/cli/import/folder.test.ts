// A folder may hold other things than plain files.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { feedLines } from "../../../../cli/import/feeds.ts";
import { openFolder } from "../../../../cli/import/folder.ts";
import { NO_NOTES } from "../../../../cli/import/former-notes.ts";
import { sampleLayout } from "../../../../cli/import/layout.ts";
import { makePlan } from "../../../../cli/import/plan.ts";
import { planLines } from "../../../../cli/import/report.ts";

const STREAM = { account: "ZG6NWV", name: "cam" };
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

test("a link to a file is a file, and every other thing is counted as left out", async () => {
  const source = openFolder(path.join(root, "sample"));
  const layout = sampleLayout(() => STREAM);
  const plan = await makePlan(source.list(""), layout);
  expect(plan.steps.map(({ from }) => [from.key, from.bytes]).sort()).toEqual([
    [`a_${TIME}.jpg`, 3],
    [`below/a_${TIME + 1}.jpg`, 5],
  ]);
  expect(plan.leftOut.toSorted()).toEqual([`a_${TIME + 2}.jpg`, `a_${TIME + 3}.jpg`, "linked"]);
  expect(plan.found).toBe(5);
  expect(planLines(plan, NO_NOTES, layout)).toContain("  3 that are no files, nor links to one: left out");
  expect(Buffer.from(await source.read(`below/a_${TIME + 1}.jpg`)).toString()).toBe("12345");
});

test("the list of feeds counts only what can be brought in", async () => {
  const lines: string[] = [];
  for await (const line of feedLines(openFolder(path.join(root, "sample")).list(""))) lines.push(line);
  expect(lines[1]).toMatch(/^a,,.*,2$/);
});

test("only files below a prefix are listed when one is given", async () => {
  const keys: string[] = [];
  for await (const { key } of openFolder(path.join(root, "sample")).list("below/")) keys.push(key);
  expect(keys).toEqual([`below/a_${TIME + 1}.jpg`]);
});
