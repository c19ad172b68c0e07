import { describe, expect, test } from "vitest";
import { createFeedMemory } from "#lib/receiver/feed-memory.ts";
import { isLate } from "#lib/receiver/complete-frame.ts";
import type { Frame } from "#lib/model/frame.ts";

const TIME = 1_700_000_000_000;
const ID = { stream: { account: "A1", name: "stage" }, feed: "f1" };
const PLAIN = { width: 64, height: 36, faults: [], isBare: false, source: null };
const frame = (time: number): Frame => ({ ...ID, ...PLAIN, time });

describe("the memory of a feed", () => {
  test("keeps the newest stored frame", () => {
    const feeds = createFeedMemory();
    for (const ago of [2, 0, 1]) feeds.learnStored(frame(TIME - ago));
    expect(feeds.find(ID).stored?.time).toBe(TIME);
  });

  test("keeps the greater of two sources", () => {
    const feeds = createFeedMemory();
    const after = (source: string | null) => {
      feeds.learnSource(ID, source);
      return feeds.find(ID).source;
    };
    expect([null, "", null, "b", "a", ""].map(after)).toEqual([null, "", "", "b", "b", "b"]);
  });

  test("cuts a source that is too long for a key", () => {
    const feeds = createFeedMemory();
    feeds.learnSource(ID, "c".repeat(500));
    expect(feeds.find(ID).source).toMatch(/^c{100}… [0-9a-f]{8}$/);
  });
});

describe("a frame", () => {
  test.each([
    [8_000, false],
    [8_001, true],
    [-10_000, false],
    [-10_001, true],
  ])("that is stored %i ms after its time is late: %s", (ms, expected) => {
    expect(isLate(TIME, TIME + ms)).toBe(expected);
  });
});
