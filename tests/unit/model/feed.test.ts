import { describe, expect, test } from "vitest";
import {
  faultStart,
  isFaultStartKnown,
  toFeeds,
  withEntry,
  type Feed,
  type StoredEntry,
} from "#lib/model/feed.ts";
import { ended, frame, NOON, note, SECOND, started, STREAM } from "../../support/entries.ts";

const newestOf = (...entries: StoredEntry[]) => toFeeds(entries)[0]?.newest;
const inEachOrder = (a: StoredEntry, b: StoredEntry) => [newestOf(a, b), newestOf(b, a)];

describe("the feeds of the log", () => {
  test("have the newest of several frames, and when it was stored", () => {
    const newer = frame(NOON + SECOND, { storedAt: NOON + 3 * SECOND });
    for (const newest of inEachOrder(frame(NOON), newer)) {
      expect(newest).toEqual({ ...newer.frame, storedAt: NOON + 3 * SECOND });
    }
  });

  test("have a frame that only a note tells of", () => {
    expect(newestOf(frame(NOON), note(NOON + 40 * SECOND, NOON + 20 * SECOND))).toMatchObject({
      time: NOON + 20 * SECOND,
    });
  });

  test("have what is stored under a frame's own key, whatever a note says of it", () => {
    const original = frame(NOON, { faults: ["black"], storedAt: NOON + 9 * SECOND });
    for (const newest of inEachOrder(original, note(NOON + 10 * SECOND, NOON))) {
      expect(newest).toMatchObject({ faults: ["black"] });
    }
  });

  test("have the one stored first of two frames of one time", () => {
    const first = frame(NOON, { faults: ["frozen"], storedAt: NOON + SECOND });
    const forged = frame(NOON, { width: 640, height: 360, storedAt: NOON + 2 * SECOND });
    for (const newest of inEachOrder(first, forged)) expect(newest).toMatchObject({ faults: ["frozen"] });
  });

  test("have the one with a preview of two frames of one time and size", () => {
    const bare = frame(NOON, { isBare: true });
    for (const newest of inEachOrder(bare, frame(NOON, { storedAt: NOON + SECOND }))) {
      expect(newest).toMatchObject({ isBare: false });
    }
    const other = frame(NOON, { width: 640, storedAt: NOON + SECOND });
    for (const newest of inEachOrder(bare, other)) expect(newest).toMatchObject({ isBare: true });
  });

  test("settle on one frame when the same ones are listed again and again", () => {
    const bare = frame(NOON, { isBare: true });
    const forged = frame(NOON, { width: 320, height: 180, storedAt: NOON + SECOND });
    const whole = frame(NOON, { storedAt: NOON + 2 * SECOND });
    const list = (feed?: Feed) => [forged, whole, bare].reduce(withEntry, feed);
    const settled = list(list());
    expect(list(settled)).toBe(settled);
    expect(settled).toMatchObject({ newest: { width: 1920, isBare: false } });
  });

  test("have the last of several ends", () => {
    const entries = [ended(NOON), ended(NOON + SECOND), ended(NOON - SECOND)];
    expect(toFeeds(entries)).toMatchObject([{ ended: NOON + SECOND, newest: null }]);
  });

  test("have the source that an event or a frame tells, and no source differs from an unknown one", () => {
    expect(toFeeds([frame(NOON), started("left")])).toMatchObject([{ source: "left" }]);
    expect(toFeeds([frame(NOON, { source: "left" })])).toMatchObject([{ source: "left" }]);
    expect(toFeeds([frame(NOON), started("")])).toMatchObject([{ source: "" }]);
    expect(toFeeds([frame(NOON), started(null)])).toMatchObject([{ source: null }]);
  });

  test("agree on one of two sources, in each order", () => {
    expect(toFeeds([started("left"), started("right")])).toMatchObject([{ source: "right" }]);
    expect(toFeeds([started("right"), started("left")])).toMatchObject([{ source: "right" }]);
  });

  test("are apart by feed, by stream and by account", () => {
    const entries = [
      frame(NOON),
      frame(NOON, { feed: "feed-2" }),
      frame(NOON, { stream: { ...STREAM, name: "teststream2" } }),
      frame(NOON, { stream: { ...STREAM, account: "dkxfvY" } }),
    ];
    expect(toFeeds(entries).map(({ stream, feed }) => ({ stream, feed }))).toEqual(
      entries.map(({ frame: { stream, feed } }) => ({ stream, feed })),
    );
  });
});

describe("the faults of the newest picture", () => {
  const black = (seconds: number) => frame(NOON + seconds * SECOND, { faults: ["black"] });
  const good = (seconds: number) => frame(NOON + seconds * SECOND);
  const since = (...entries: StoredEntry[]) => {
    const [feed] = toFeeds(entries);
    const from = feed && faultStart(feed, 300 * SECOND);
    return typeof from === "number" ? (from - NOON) / SECOND : from;
  };

  test.each([
    [null, [good(0)]],
    [null, [black(0), good(30)]],
    [30, [good(0), black(30), black(60)]],
    [60, [good(60 - 90), black(-60), good(0), black(60), black(90)]],
    [-270, [good(0), frame(NOON + 30 * SECOND, { faults: ["frozen"] })]],
  ])("began at %s s, in whatever order frames are listed", (from, entries) => {
    for (const listed of [entries, entries.toReversed(), [...entries, ...entries]])
      expect(since(...listed)).toBe(from);
  });

  test("began with the frame after a good one that comes late, as soon as it is listed again", () => {
    const entries = [black(0), black(60), black(90), good(30)];
    expect(since(...entries)).toBe(90);
    expect(since(...entries, ...entries)).toBe(60);
  });

  test("began at a known time only after a good frame just before", () => {
    const isKnown = (...entries: StoredEntry[]) => toFeeds(entries).every(isFaultStartKnown);
    expect([isKnown(good(0)), isKnown(good(0), black(60))]).toEqual([true, true]);
    expect([isKnown(black(60)), isKnown(good(0), black(90))]).toEqual([false, false]);
  });
});

test("an entry that is listed again changes nothing", () => {
  const entries = [frame(NOON, { source: "left" }), started("left"), ended(NOON), note(NOON + SECOND, NOON)];
  const [feed] = toFeeds(entries);
  for (const entry of entries) expect(withEntry(feed, entry)).toBe(feed);
});
