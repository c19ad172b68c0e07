import { describe, expect, test } from "vitest";
import { dividePast, findFrame, layOut, layOutNow } from "#components/playback/tiles.ts";
import type { PastTile } from "#lib/model/past.ts";
import { countSections } from "#lib/model/section.ts";
import { parseView } from "#lib/model/view.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { buildTile, NOW } from "../build-tile.ts";

const NOON = 1_795_435_200_000;

function pastTile(name: string, more: Partial<PastTile> = {}): PastTile {
  const names = { id: name, stream: `a/${name}`, name, source: null, feed: `${name}-1` };
  return { ...names, time: NOON, faults: [], state: "live", since: null, ...more };
}

const frame = (feed: string, source: string | null) => ({ feed, source });
const whole = (...tiles: readonly PastTile[]) => ({ tiles, isWhole: true });

describe("the layout of a past wall", () => {
  test("stays the same for another picture", () => {
    const before = layOut([], whole(pastTile("a"), pastTile("b")), []);
    const after = layOut(before, whole(pastTile("a", { time: NOON + 30_000 }), pastTile("b")), []);
    expect(after).toBe(before);
  });

  test("changes only the tiles of streams that come, leave or reconnect", () => {
    const before = layOut([], whole(pastTile("a"), pastTile("b"), pastTile("c")), []);
    const after = layOut(before, whole(pastTile("a"), pastTile("c", { feed: "c-2" }), pastTile("d")), []);
    expect(after.map(({ id, feed }) => `${id} ${feed}`)).toEqual(["a a-1", "c c-2", "d d-1"]);
    expect(after[0]).toBe(before[0]);
    expect(layOut(after, whole(pastTile("a")), [])).toHaveLength(1);
  });
});

describe("a past wall is divided as the live one", () => {
  const then = [
    pastTile("frozen", { faults: ["frozen"] }),
    pastTile("lost", { state: "offline" }),
    pastTile("on"),
    pastTile("stalled", { state: "stalled" }),
    pastTile("starred"),
  ];
  const now = ["gone", "on"].map((name) => buildTile(1_000, { id: name, name }));
  const headings = (tiles: readonly WallTile[]) => {
    const shown = tiles.map((tile) => ({ tile, sources: 1 }));
    return dividePast(shown, parseView({ at: "2026-11-29T12:00:00Z" }), new Set(["starred"]), 0).map(
      ({ title, shown: some, above }) => [title, some.map(({ tile }) => tile.name), above],
    );
  };

  test("with alarms apart, those that had just been lost too, and what was off air last", () => {
    const tiles = layOut([], whole(...then), now);
    expect(headings(tiles)).toEqual([
      ["Need attention", ["frozen", "lost", "stalled"], 0],
      [undefined, ["starred"], 0],
      ["On air", ["on"], 1],
      ["Off air", ["gone"], 0],
    ]);
    // The chips say the same.
    expect(countSections(tiles, 0)).toEqual({ attention: 3, live: 2, offline: 1 });
  });

  test("and keeps the places of streams that are not read yet", () => {
    const before = layOut([], whole(...then), now);
    const live = then.filter(({ state }) => state === "live");
    const part = layOut(before, { tiles: live, isWhole: false }, now);
    expect(countSections(part, 0)).toEqual(countSections(before, 0));
    expect(countSections(layOut(part, whole(...live), now), 0)).toEqual({
      attention: 1,
      live: 2,
      offline: 1,
    });
    // Never read, it is not off air because it is not live.
    const first = layOut(
      layOutNow([buildTile(100_000, { id: "stalled" })], NOW),
      { tiles: live, isWhole: false },
      [],
    );
    expect(countSections(first, 0)).toMatchObject({ attention: 2, offline: 0 });
  });

  test("in the places of now before it is read", () => {
    const tiles = [buildTile(1_000, { name: "live" }), buildTile(700_000, { name: "off" })];
    expect(headings(layOutNow(tiles, NOW))).toEqual([
      ["On air", ["live"], 0],
      ["Off air", ["off"], 0],
    ]);
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
