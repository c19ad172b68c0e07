import { describe, expect, test } from "vitest";
import { listFeeds, parseFeedMap } from "../../../../cli/import/feed-map.ts";
import { parseFormerFrame, parseFormerNote } from "../../../../cli/import/former.ts";
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

const TIME = Date.UTC(2026, 10, 23, 15, 33, 8, 123);
const NAME = `${9_999_999_999_999 - TIME}-20261123T153308.123Z-feed-1.jpg`;
const STREAM = { account: "ZG6NWV", name: "stage/left" };

describe("a frame of the former layout", () => {
  test("is parsed with its stream, feed and time", () => {
    expect(parseFormerFrame(`frames/ZG6NWV/stage%2Fleft/${NAME}`)).toEqual({
      stream: STREAM,
      feed: "feed-1",
      time: TIME,
    });
    expect(parseFormerFrame(`frames/ZG6NWV/%2E%2E/${NAME}`)?.stream.name).toBe("..");
  });

  test.each([
    `previews/ZG6NWV/cam/${NAME.replace(".jpg", ".webp")}`,
    `backup/frames/ZG6NWV/cam/${NAME}`,
    `frames/ZG6NWV/stage/left/${NAME}`,
    `frames/ZG6NWV/c%61m/${NAME}`,
    `frames/ZG6NWV/%zz/${NAME}`,
    `frames/ZG6NWV/cam/${NAME}.bak`,
    `frames/ZG6NWV/cam/${NAME.replace("153308", "153309")}`,
    `frames/ZG6NWV/cam/${NAME.replace("feed-1", "feed%201")}`,
  ])("%s is rejected", (key) => expect(parseFormerFrame(key)).toBeNull());
});

describe("a note of the former layout", () => {
  test("names the source of a feed, or that it has none", () => {
    const feed = { stream: STREAM, feed: "feed-1", kind: "source" };
    const place = "latest/ZG6NWV/stage%2Fleft/feed-1";
    expect(parseFormerNote(`${place}/source=cam%202`)).toEqual({ ...feed, source: "cam 2" });
    expect(parseFormerNote(`${place}/source=`)).toEqual({ ...feed, source: "" });
  });

  test("tells when a feed ended", () => {
    expect(parseFormerNote(`latest/ZG6NWV/stage%2Fleft/feed-1/ended=${TIME}`)).toEqual({
      stream: STREAM,
      feed: "feed-1",
      kind: "ended",
      time: TIME,
    });
  });

  test.each([`frame=${TIME},640x360`, "ended=soon", "source=c%61m", "source=%zz", "other=1", ""])(
    "%s is rejected",
    (name) => expect(parseFormerNote(`latest/ZG6NWV/cam/feed-1/${name}`)).toBeNull(),
  );
});
