import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  frameKey,
  parseFrameKey,
  parsePreviewKey,
  previewKey,
  startOfHistory,
  startOfPreviews,
} from "#lib/store/keys.ts";
import { feed, longestName, stream, time } from "./arbitraries.ts";

const LONGEST_KEY_BYTES = 1_024;
const STREAM = { account: "ZG6NWV", name: "teststream" };
const TIME = Date.UTC(2026, 10, 23, 15, 33, 8, 123);

describe("the key of a picture", () => {
  const frame = { stream: STREAM, feed: "feed-1", time: TIME };

  test("is written as the design has it", () => {
    const name = "ZG6NWV/teststream/8204552011876-20261123T153308.123Z-feed-1";
    expect(frameKey(frame)).toBe(`frames/${name}.jpg`);
    expect(previewKey(frame)).toBe(`previews/${name}.webp`);
  });

  test("sorts newer frames of a stream first, whatever feeds they are of", () => {
    fc.assert(
      fc.property(stream, feed, feed, time, time, (stream, oneFeed, otherFeed, one, other) => {
        fc.pre(one > other);
        const newer = frameKey({ stream, feed: oneFeed, time: one });
        expect(newer < frameKey({ stream, feed: otherFeed, time: other })).toBe(true);
      }),
    );
  });

  test("is read back as it was written, and nothing else is", () => {
    fc.assert(
      fc.property(stream, feed, time, (stream, feed, time) => {
        const key = frameKey({ stream, feed, time });
        expect(parseFrameKey(key)).toEqual({ stream, feed, time });
        expect(parsePreviewKey(previewKey({ stream, feed, time }))).toEqual({ stream, feed, time });
        expect(parseFrameKey(key.replace("Z-", "Z-/"))).toBeNull();
        expect(parseFrameKey(key.replace(/-\d{8}T/, "-19990101T"))).toBeNull();
      }),
    );
    expect(parseFrameKey(previewKey(frame))).toBeNull();
    expect(parsePreviewKey(frameKey(frame))).toBeNull();
    expect(parseFrameKey("frames/a/b/notes.txt")).toBeNull();
  });

  test.each([
    "frames/%zz/teststream/8204552011876-20261123T153308.123Z-feed-1.jpg",
    "frames/ZG6NWV/%zz/8204552011876-20261123T153308.123Z-feed-1.jpg",
    "frames/ZG6NWV/teststream/8204552011876-20261123T153308.123Z-%zz.jpg",
    "frames/ZG6NWV/teststream/8204552011876-20261123T153308.123Z-feed.1.jpg",
    "frames/ZG 6NWV/teststream/8204552011876-20261123T153308.123Z-feed-1.jpg",
    "more/frames/ZG6NWV/teststream/8204552011876-20261123T153308.123Z-feed-1.jpg",
    "frames/ZG6NWV/teststream/8204552011876-20261123T153308.123Z-feed-1.jpg.part",
  ])("is none when it is %s", (key) => {
    expect(parseFrameKey(key)).toBeNull();
  });

  test("sorts after the start of its own time, and before that of an older one", () => {
    const key = frameKey(frame);
    expect(startOfHistory(STREAM, TIME) < key).toBe(true);
    expect(key < startOfHistory(STREAM, TIME - 1)).toBe(true);
    expect(key < startOfHistory(STREAM, TIME + 1)).toBe(false);
    expect(startOfPreviews(STREAM, TIME) < previewKey(frame)).toBe(true);
    expect(previewKey(frame) < startOfPreviews(STREAM, TIME - 1)).toBe(true);
  });

  test("fits what S3 allows, for every stream and feed that is accepted", () => {
    fc.assert(
      fc.property(stream, feed, time, (stream, feed, time) => {
        expect(Buffer.byteLength(previewKey({ stream, feed, time }))).toBeLessThanOrEqual(LONGEST_KEY_BYTES);
      }),
    );
  });

  test.each(["a", ".", "/", "é", "漢", "🎥"])("fits what S3 allows when the name is all %s", (letter) => {
    const stream = { account: "a".repeat(64), name: longestName(letter) };
    const key = previewKey({ stream, feed: "a".repeat(64), time: TIME });
    expect(Buffer.byteLength(key)).toBeLessThanOrEqual(LONGEST_KEY_BYTES);
  });
});
