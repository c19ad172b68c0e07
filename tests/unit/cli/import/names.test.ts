import { describe, expect, test } from "vitest";
import { listFeeds, parseFeedMap } from "../../../../cli/import/feed-map.ts";
import { parseSampleName } from "../../../../cli/import/layout.ts";
import { toArray } from "../../../support/to-array.ts";
import { objects } from "./objects.ts";

const FEED = "c4980bc0-5695-48a1-8918-f330724c37f1";
const CAM = { account: "ZG6NWV", name: "cam" };

describe("a name of the sample", () => {
  test.each([
    [`${FEED}_1679973930650.jpg`, { feed: FEED, time: 1679973930650 }],
    [`thumbnails/2026/${FEED}_1679973930650.JPEG`, { feed: FEED, time: 1679973930650 }],
    ["a_b_1679973930650.jpg", { feed: "a_b", time: 1679973930650 }],
  ])("%s is parsed", (key, name) => expect(parseSampleName(key)).toEqual(name));

  test.each([
    "",
    "latest.jpg",
    "_1679973930650.jpg",
    `${FEED}.jpg`,
    `${FEED}_167997393065.jpg`,
    `${FEED}_0079973930650.jpg`,
    `${FEED}_16799739306500.jpg`,
    `${FEED}_1679973930650.png`,
    `${FEED}_1679973930650.jpg/`,
    `../${FEED} _1679973930650.jpg`,
    "[object Object]_1679973930650.jpg",
  ])("%s is rejected", (key) => expect(parseSampleName(key)).toBeNull());
});

describe("a map of feeds", () => {
  test("may come from a spreadsheet", () => {
    const csv = `\uFEFFfeed,stream\r\n${FEED},ZG6NWV/cam\r\n\r\nf2,"ZG6NWV/a, ""b"""\r\nf3, ZG6NWV/x/y \r\n`;
    expect([...parseFeedMap(csv, "m.csv")]).toEqual([
      [FEED, CAM],
      ["f2", { account: "ZG6NWV", name: 'a, "b"' }],
      ["f3", { account: "ZG6NWV", name: "x/y" }],
    ]);
  });

  test("may be the list of feeds, filled in partly, with the banner of npm run", async () => {
    const lines = await toArray(listFeeds(objects("f1_1679973930650.jpg", "f2_1679973930000.jpg", "no")));
    expect(lines).toEqual([
      "feed,stream,first,last,pictures",
      "f2,,2023-03-28T03:25:30.000Z,2023-03-28T03:25:30.000Z,1",
      "f1,,2023-03-28T03:25:30.650Z,2023-03-28T03:25:30.650Z,1",
    ]);
    const banner = "\n> livewall@0.1.0 livewall\n> node cli/livewall.ts import s3://sample --list-feeds\n\n";
    const csv = banner + lines.join("\n").replace("f1,,", "f1,ZG6NWV/cam,");
    expect([...parseFeedMap(csv, "m.csv")]).toEqual([["f1", CAM]]);
  });

  test.each([
    ["not a feed id,ZG6NWV/cam", "line 1: a line must be"],
    [`${FEED},cam`, 'line 1: "cam" is no stream'],
    [`${FEED},ZG6NWV/a,b`, "line 1: a stream name with a comma must be in double quotes"],
    [`${FEED},ZG6NWV/a\n${FEED},ZG6NWV/b`, "line 2: feed"],
    ["\n> npm\nfeed,stream\njust text", "line 4: a line must be"],
  ])("%j is rejected with its line", (csv, why) => {
    expect(() => parseFeedMap(csv, "m.csv")).toThrow(why);
  });
});
