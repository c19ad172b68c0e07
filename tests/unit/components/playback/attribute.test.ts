import { expect, test } from "vitest";
import { frameOn } from "#components/playback/attribute.ts";

const frame = (feed: string, source: string | null) => ({ feed, source });

test("a tile shows the frame of its feed", () => {
  const shown = [frame("feed-l", null), frame("feed-r", null)];
  expect(frameOn({ source: "feed-r", feed: "feed-r" }, shown)).toBe(shown[1]);
  expect(frameOn({ source: null, feed: "feed-l" }, shown)).toBe(shown[0]);
});

test("the tile of a source shows another feed of it, and none of another source", () => {
  const shown = [frame("newer", "right"), frame("old", "left")];
  expect(frameOn({ source: "left", feed: "feed-l" }, shown)).toBe(shown[1]);
  expect(frameOn({ source: "middle", feed: "feed-m" }, shown)).toBeNull();
  expect(frameOn({ source: "feed-u", feed: "feed-u" }, [frame("feed-v", null)])).toBeNull();
});

test("the tile without a source shows another feed that is known to have none", () => {
  const shown = [frame("left", "left"), frame("none", "")];
  expect(frameOn({ source: null, feed: "feed-n" }, shown)).toBe(shown[1]);
});
