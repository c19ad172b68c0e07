import { describe, expect, test } from "vitest";
import { parseFormerFrame, parseFormerNote } from "../../../../cli/import/former.ts";

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
