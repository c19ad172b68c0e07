import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toFeeds, type StoredEntry } from "#lib/model/feed.ts";
import { logKey } from "#lib/model/keys.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { toTiles } from "#lib/model/tile.ts";
import { ended, frame, NOON, SECOND, started, STREAM } from "../../support/entries.ts";

// Few streams, feeds and sources within ten minutes, so that they meet often.
const where = fc.record({
  feed: fc.constantFrom("a", "b", "c", "d"),
  stream: fc.constantFrom(STREAM, { ...STREAM, name: "other" }),
});
const NEWEST = NOON + 600 * SECOND;
const time = fc.nat(60).map((n) => NOON + n * 10 * SECOND);
const entry = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(time, where).map(([time, where]) => frame(time, where)) },
  fc.tuple(time, where).map(([time, where]) => ended(time, where)),
  fc.tuple(fc.constantFrom("", "x", "y"), where).map(([name, where]) => started(name, where)),
);
const entries = fc.uniqueArray(entry, { selector: logKey, maxLength: 25 });

const tilesFor = (entries: readonly StoredEntry[]) =>
  toTiles(toFeeds(entries)).map(({ id, source, feed: { feed, newest, ended } }) => ({
    id,
    source,
    feed,
    newest,
    ended,
  }));

describe("whatever the entries are", () => {
  test("their order does not matter", () => {
    const shuffled = entries.chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
    );
    fc.assert(
      fc.property(shuffled, ([entries, shuffled]) => {
        expect(tilesFor(shuffled)).toEqual(tilesFor(entries));
      }),
    );
  });

  test("no two tiles have the same name", () => {
    fc.assert(
      fc.property(entries, (entries) => {
        const ids = tilesFor(entries).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test("every stream that has a frame has a tile, and one shows its newest, or what goes on beside that", () => {
    fc.assert(
      fc.property(entries, (entries) => {
        const shown = toTiles(toFeeds(entries));
        const frames = entries.flatMap((one) => (one.kind === "frame" ? [one.frame] : []));
        for (const { name } of new Set(frames.map(({ stream }) => stream))) {
          const newest = Math.max(
            ...frames.filter(({ stream }) => stream.name === name).map(({ time }) => time),
          );
          const times = shown.filter(({ feed }) => feed.stream.name === name);
          const last = Math.max(...times.map(({ feed }) => feed.newest.time));
          expect(newest - last).toBeLessThanOrEqual(LIVE_MS);
          if (times.every(({ feed }) => feed.ended === null)) expect(last).toBe(newest);
        }
      }),
    );
  });

  test("an older frame of a feed that comes late changes no tile", () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 300 }), (entries, pick, seconds) => {
        const frames = entries.flatMap((one) => (one.kind === "frame" ? [one.frame] : []));
        fc.pre(frames.length > 0);
        const { time = 0, ...where } = frames[pick % frames.length] ?? {};
        const late = frame(time - seconds * SECOND, { ...where, time: time - seconds * SECOND });
        expect(tilesFor([...entries, late])).toEqual(tilesFor(entries));
      }),
    );
  });

  test("no tile goes back in time when a newer frame comes", () => {
    fc.assert(
      fc.property(entries, fc.nat(200), where, (entries, seconds, where) => {
        const added = frame(NEWEST + seconds * SECOND, where);
        const after = new Map(tilesFor([...entries, added]).map(({ id, newest }) => [id, newest.time]));
        for (const { id, newest } of tilesFor(entries)) {
          expect(after.get(id) ?? Infinity).toBeGreaterThanOrEqual(newest.time);
        }
      }),
    );
  });
});
