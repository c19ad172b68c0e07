import { describe, expect, test } from "vitest";
import { frameOn } from "#components/past/attribute.ts";

const LEFT = { id: "left", feed: "feed-l" };
const RIGHT = { id: "right", feed: "feed-r" };
const frame = (feed: string, time = 1) => ({ feed, time });

describe("a stream's only tile", () => {
  test("shows its feed, or whatever feed there was before it", () => {
    expect(frameOn(LEFT, [LEFT], [frame("old", 1), frame("feed-l", 2)])?.frame.feed).toBe("feed-l");
    expect(frameOn(LEFT, [LEFT], [frame("old", 1), frame("older", 2)])).toEqual({
      frame: frame("older", 2),
      isOwn: true,
    });
    expect(frameOn(LEFT, [LEFT], [])).toBeNull();
  });
});

describe("of several tiles of a stream", () => {
  const both = [LEFT, RIGHT];

  test("each shows its own feed, and never that of another", () => {
    expect(frameOn(RIGHT, both, [frame("feed-l"), frame("feed-r")])?.frame.feed).toBe("feed-r");
    expect(frameOn(RIGHT, both, [frame("feed-l")])).toBeNull();
  });

  test("those that would be empty show earlier feeds once each, of a source that is not known", () => {
    const shown = [frame("b"), frame("a")];
    expect(both.map((tile) => frameOn(tile, both, shown))).toEqual([
      { frame: frame("a"), isOwn: false },
      { frame: frame("b"), isOwn: false },
    ]);
    expect(frameOn(RIGHT, both, [frame("feed-l"), frame("a")])).toEqual({ frame: frame("a"), isOwn: false });
    expect(frameOn(LEFT, both, [frame("feed-r"), frame("feed-l"), frame("a")])?.isOwn).toBe(true);
  });
});
