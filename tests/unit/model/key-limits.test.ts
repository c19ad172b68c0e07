import { expect, test } from "vitest";
import type { Frame } from "#lib/model/frame.ts";
import {
  FAULTS_PREFIX,
  faultKey,
  FEEDS_PREFIX,
  HEALTH_PREFIX,
  LOG_PREFIX,
  logKey,
  parseFaultKey,
  parseLogKey,
  parsePreviewKey,
  parseSourceKey,
  parseStreamPrefix,
  PREVIEWS_PREFIX,
  previewKey,
} from "#lib/model/keys.ts";

/** The first and the last time of 13 digits. */
const [FIRST, LAST] = [1_000_000_000_000, 9_999_999_999_999];

const STREAM = { account: "ZG6NWV", name: "cam" };
const FRAME: Frame = {
  stream: STREAM,
  feed: "feed-1",
  time: FIRST,
  width: 1,
  height: 1,
  faults: [],
  isBare: false,
  source: null,
};

/** Whether what is written of a frame can be read. */
const isRead = (frame: Frame) => [
  parseLogKey(logKey({ kind: "frame", frame })) !== null,
  parsePreviewKey(previewKey(frame)) !== null,
];

test("the folders are those of the design", () => {
  expect([LOG_PREFIX, PREVIEWS_PREFIX, FEEDS_PREFIX, FAULTS_PREFIX, HEALTH_PREFIX]).toEqual([
    "log/",
    "previews/",
    "feeds/",
    "faults/",
    "health/",
  ]);
});

test.each([
  [FIRST, true],
  [LAST, true],
  [FIRST - 1, false],
])("a key of the time %d is read: %s", (time, expected) => {
  expect(isRead({ ...FRAME, time })).toEqual([expected, expected]);
});

test("times beyond 13 digits, or between two ms, are in no key", () => {
  expect(
    parseLogKey(logKey({ kind: "ended", stream: STREAM, feed: "f", at: LAST + 1, ended: FIRST })),
  ).toBeNull();
  expect(parsePreviewKey(previewKey({ ...FRAME, time: FIRST + 0.5 }))).toBeNull();
});

test.each([
  [65_535, true],
  [65_536, false],
  [0, false],
  [1.5, false],
])("a key of a picture of %d pixels in one direction is read: %s", (pixels, expected) => {
  expect(isRead({ ...FRAME, width: pixels })).toEqual([expected, expected]);
  expect(isRead({ ...FRAME, height: pixels })).toEqual([expected, expected]);
});

test("a source beside a long name is shorter", () => {
  const stream = { ...STREAM, name: "n".repeat(700) };
  expect(isRead({ ...FRAME, stream, source: "s".repeat(90) })).toEqual([true, true]);
  expect(isRead({ ...FRAME, stream, source: "s".repeat(91) })).toEqual([false, false]);
});

test("a control character is in no source, and a dot in no feed's id", () => {
  expect(isRead({ ...FRAME, source: "\0" })).toEqual([false, false]);
  expect(isRead({ ...FRAME, feed: "feed.1" })).toEqual([false, false]);
  expect(parseSourceKey("feeds/ZG6NWV/cam/feed-1,source=%00")).toBeNull();
  expect(parseSourceKey("feeds/ZG6NWV/cam/feed.1,source=a")).toBeNull();
});

test("a faulty hour is not before 1970", () => {
  const hourFrom1970 = (hours: number) =>
    parseFaultKey(faultKey({ stream: STREAM, hour: hours * 3_600_000, fault: "black" }))?.hour;
  expect(hourFrom1970(0)).toBe(0);
  expect(hourFrom1970(-1)).toBeUndefined();
});

test.each(["feeds/ZG6NWV/", "feeds/ZG6NWV/cam=/", "previews/ZG6NWV/cam"])("%s has no streams", (prefix) => {
  expect(parseStreamPrefix(prefix)).toBeNull();
});
