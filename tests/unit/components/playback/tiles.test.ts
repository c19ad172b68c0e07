import { describe, expect, test } from "vitest";
import { findFrame, layOut } from "#components/playback/tiles.ts";
import type { PastTile } from "#lib/model/past.ts";

const NOON = 1_795_435_200_000;

function pastTile(name: string, more: Partial<PastTile> = {}): PastTile {
  const names = { id: name, stream: `a/${name}`, name, source: null, feed: `${name}-1` };
  return { ...names, time: NOON, faults: [], state: "live", ...more };
}

const frame = (feed: string, source: string | null) => ({ feed, source });

describe("the layout of a past wall", () => {
  test("stays the same for another picture", () => {
    const before = layOut([], [pastTile("a"), pastTile("b")]);
    const after = layOut(before, [pastTile("a", { time: NOON + 30_000, faults: ["black"] }), pastTile("b")]);
    expect(after).toBe(before);
  });

  test("changes only the tiles of streams that come, leave or reconnect", () => {
    const before = layOut([], [pastTile("a"), pastTile("b"), pastTile("c")]);
    const after = layOut(before, [pastTile("a"), pastTile("c", { feed: "c-2" }), pastTile("d")]);
    expect(after.map(({ id, feed }) => `${id} ${feed}`)).toEqual(["a a-1", "c c-2", "d d-1"]);
    expect(after[0]).toBe(before[0]);
    expect(layOut(after, [pastTile("a")])).toHaveLength(1);
  });
});

describe("a past tile", () => {
  test("shows the frame of its feed", () => {
    const shown = [frame("feed-l", null), frame("feed-r", null)];
    expect(findFrame(frame("feed-r", "feed-r"), shown)).toBe(shown[1]);
    expect(findFrame(frame("feed-l", null), shown)).toBe(shown[0]);
  });

  test("shows another feed of its source, but no other source", () => {
    const shown = [frame("newer", "right"), frame("old", "left"), frame("none", "")];
    expect(findFrame(frame("feed-l", "left"), shown)).toBe(shown[1]);
    expect(findFrame(frame("feed-n", null), shown)).toBe(shown[2]);
    expect(findFrame(frame("feed-m", "middle"), shown)).toBeNull();
    expect(findFrame(frame("feed-u", "feed-u"), [frame("feed-v", null)])).toBeNull();
  });
});
