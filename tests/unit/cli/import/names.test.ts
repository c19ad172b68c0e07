import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_NOTES } from "../../../../cli/import/former-notes.ts";
import { sampleLayout } from "../../../../cli/import/layout.ts";
import { frameName, makePlan } from "../../../../cli/import/plan.ts";
import { planLines } from "../../../../cli/import/report.ts";
import { createMapping, parseMapping } from "../../../../cli/import/mapping.ts";
import { feedLines } from "../../../../cli/import/feeds.ts";
import { parseSampleName } from "../../../../cli/import/sample-name.ts";

const FEED = "c4980bc0-5695-48a1-8918-f330724c37f1";
const CAM = { account: "ZG6NWV", name: "cam" };

async function* objects(...keys: (string | [key: string, bytes: number])[]) {
  await Promise.resolve();
  for (const key of keys) yield typeof key === "string" ? { key, bytes: 1 } : { key: key[0], bytes: key[1] };
}

describe("a name of the sample's", () => {
  test.each([
    [`${FEED}_1679973930650.jpg`, { feed: FEED, time: 1679973930650 }],
    [`thumbnails/2026/${FEED}_1679973930650.JPEG`, { feed: FEED, time: 1679973930650 }],
    ["a_b_1679973930650.jpg", { feed: "a_b", time: 1679973930650 }],
  ])("%s is read", (key, name) => expect(parseSampleName(key)).toEqual(name));

  test.each([
    "",
    "latest.jpg",
    "_1679973930650.jpg",
    `${FEED}.jpg`,
    `${FEED}_167997393065.jpg`,
    `${FEED}_0079973930650.jpg`,
    `${FEED}_16799739306500.jpg`,
    `${FEED}_1679973930650.png`,
    `${FEED}_1679973930650.jpg.tmp`,
    `${FEED}_1679973930650.jpg/`,
    `../${FEED} _1679973930650.jpg`,
    "undefined_undefined.jpg",
    "[object Object]_1679973930650.jpg",
  ])("%s is none", (key) => expect(parseSampleName(key)).toBeNull());
});

describe("a mapping", () => {
  test("is read as people and spreadsheets write it", () => {
    const csv = `\uFEFFfeed,stream\r\n${FEED},ZG6NWV/cam\r\n\r\nf2,"ZG6NWV/a, ""b"""\r\nf3, ZG6NWV/x/y \r\n`;
    expect([...parseMapping(csv, "m.csv")]).toEqual([
      [FEED, CAM],
      ["f2", { account: "ZG6NWV", name: 'a, "b"' }],
      ["f3", { account: "ZG6NWV", name: "x/y" }],
    ]);
  });

  test("may be the list of feeds, in part filled in", async () => {
    const lines: string[] = [];
    for await (const line of feedLines(objects("f1_1679973930650.jpg", "f2_1679973930000.jpg", "no")))
      lines.push(line);
    expect(lines).toEqual([
      "feed,stream,first,last,pictures",
      "f2,,2023-03-28T03:25:30.000Z,2023-03-28T03:25:30.000Z,1",
      "f1,,2023-03-28T03:25:30.650Z,2023-03-28T03:25:30.650Z,1",
    ]);
    const filled = lines.join("\n").replace("f1,,", "f1,ZG6NWV/cam,");
    expect([...parseMapping(filled, "m.csv")]).toEqual([["f1", CAM]]);
  });

  test("may be that list as npm run writes it to a file", () => {
    const banner = "\n> livewall@0.1.0 livewall\n> node cli/livewall.ts import s3://sample --list-feeds\n\n";
    const csv = `${banner}feed,stream,first,last,pictures\n${FEED},ZG6NWV/cam,,,1\nnone at all,\n`;
    expect(() => parseMapping(csv, "m.csv")).toThrow("line 7: a line must be");
    expect([...parseMapping(csv.replace("none at all,", ""), "m.csv")]).toEqual([[FEED, CAM]]);
  });

  test.each([
    ["not a feed id,ZG6NWV/cam", "line 1: a line must be"],
    [`${FEED},cam`, 'line 1: "cam" is no stream'],
    [`${FEED},ZG6NWV/a,b`, "line 1: a stream name with a comma must be in double quotes"],
    [`${FEED},ZG6NWV/a\n${FEED},ZG6NWV/b`, "line 2: feed"],
    ["just text", "line 1: a line must be"],
  ])("that says %j is refused with its place", (csv, why) => {
    expect(() => parseMapping(csv, "m.csv")).toThrow(why);
  });
});

describe("a plan", () => {
  test("has each object in one place", async () => {
    const layout = sampleLayout(createMapping(new Map([[FEED, CAM]]), null));
    const plan = await makePlan(
      objects(
        `${FEED}_1679973930650.jpg`,
        `copy/${FEED}_1679973930650.jpg`,
        [`rival/${FEED}_1679973930650.jpg`, 2],
        "other_1679973930650.jpg",
        "other_1679973930651.jpg",
        "readme.txt",
      ),
      layout,
    );
    expect(plan).toMatchObject({
      found: 6,
      steps: [{ from: { key: `${FEED}_1679973930650.jpg` }, frame: { stream: CAM, feed: FEED } }],
      copies: [`copy/${FEED}_1679973930650.jpg`],
      rivals: [`rival/${FEED}_1679973930650.jpg`],
      unmapped: new Map([["other", 2]]),
      unparsed: ["readme.txt"],
    });
  });

  test("tells a copy from another picture of the same length by what the store says of its bytes", async () => {
    const found = ["a", "copy", "rival"].map((folder) => ({
      key: `${folder}/${FEED}_1679973930650.jpg`,
      bytes: 1,
      etag: folder === "rival" ? '"2"' : '"1"',
    }));
    const plan = await makePlan(
      Readable.from(found),
      sampleLayout(() => CAM),
    );
    expect(plan.copies).toEqual([`copy/${FEED}_1679973930650.jpg`]);
    expect(plan.rivals).toEqual([`rival/${FEED}_1679973930650.jpg`]);
  });

  test("is told without what would rewrite the terminal", async () => {
    const layout = sampleLayout(() => null);
    const plan = await makePlan(objects("\x1b[2Jcleared.jpg"), layout);
    expect(planLines(plan, NO_NOTES, layout)).toContain("    \uFFFD[2Jcleared.jpg");
  });

  test("adds up, whatever the names are", async () => {
    const key = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom("", "a/"), fc.constantFrom("f1", "f2", "f3"), fc.integer({ min: 1, max: 3 }))
        .map(([folder, feed, n]) => `${folder}${feed}_167997393000${n}.jpg`),
    );
    const layout = sampleLayout(createMapping(new Map([["f1", CAM]]), null));
    await fc.assert(
      fc.asyncProperty(fc.array(key), async (keys) => {
        const { found, steps, unparsed, unmapped, copies, rivals } = await makePlan(objects(...keys), layout);
        const ofNoStream = [...unmapped.values()].reduce((sum, n) => sum + n, 0);
        expect(found).toBe(keys.length);
        expect(steps.length + unparsed.length + ofNoStream + copies.length + rivals.length).toBe(found);
        expect(new Set(steps.map(({ frame }) => frameName(frame))).size).toBe(steps.length);
      }),
    );
  });
});
