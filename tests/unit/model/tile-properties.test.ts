import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feedsOf } from "#lib/model/feed.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { factsOfReplaced, tilesOf } from "#lib/model/tile.ts";
import type { StoredFact } from "#lib/store/store.ts";
import { ended, frame, NOON, SECOND, source, STREAM } from "./facts.ts";

// Few streams, feeds and sources within ten minutes, so that they meet often.
const where = fc.record({
  feed: fc.constantFrom("a", "b", "c", "d"),
  stream: fc.constantFrom(STREAM, { ...STREAM, name: "other" }),
});
const NEWEST = NOON + 600 * SECOND;
const time = fc.nat(60).map((n) => NOON + n * 10 * SECOND);
const fact = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(time, where).map(([time, where]) => frame(time, where)) },
  fc.tuple(time, where).map(([time, where]) => ended(time, where)),
  fc.tuple(fc.constantFrom("", "x", "y"), where).map(([name, where]) => source(name, where)),
);
const facts = fc.uniqueArray(fact, { selector: ({ key }) => key, maxLength: 25 });

const tilesFor = (facts: readonly StoredFact[]) =>
  tilesOf(feedsOf(facts)).map(({ id, source, feed: { feed, newest, ended } }) => ({
    id,
    source,
    feed,
    newest,
    ended,
  }));

describe("whatever the facts are", () => {
  test("their order does not matter", () => {
    const shuffled = facts.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
    );
    fc.assert(
      fc.property(shuffled, ([facts, shuffled]) => {
        expect(tilesFor(shuffled)).toEqual(tilesFor(facts));
      }),
    );
  });

  test("no two tiles have the same name", () => {
    fc.assert(
      fc.property(facts, (facts) => {
        const ids = tilesFor(facts).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test("every stream that has a frame has a tile, and one shows its newest, or what goes on beside that", () => {
    fc.assert(
      fc.property(facts, (facts) => {
        const shown = tilesOf(feedsOf(facts));
        const frames = facts.flatMap(({ stream, fact }) =>
          fact.kind === "frame" ? [{ stream, ...fact }] : [],
        );
        for (const { name } of new Set(frames.map(({ stream }) => stream))) {
          const newest = Math.max(
            ...frames.filter(({ stream }) => stream.name === name).map(({ time }) => time),
          );
          const times = shown.filter(({ feed }) => feed.stream.name === name);
          const last = Math.max(...times.map(({ feed }) => feed.newest.fact.time));
          expect(newest - last).toBeLessThanOrEqual(LIVE_MS);
          if (times.every(({ feed }) => feed.ended === null)) expect(last).toBe(newest);
        }
      }),
    );
  });

  test("an older frame of a feed that comes late changes no tile", () => {
    fc.assert(
      fc.property(facts, fc.nat(), fc.integer({ min: 1, max: 300 }), (facts, pick, seconds) => {
        const frames = facts.flatMap(({ feed, stream, fact }) =>
          fact.kind === "frame" ? [{ feed, stream, time: fact.time }] : [],
        );
        fc.pre(frames.length > 0);
        const { time = 0, ...where } = frames[pick % frames.length] ?? {};
        const late = frame(time - seconds * SECOND, where);
        expect(tilesFor([...facts, late])).toEqual(tilesFor(facts));
      }),
    );
  });

  test("no tile goes back in time when a newer frame comes", () => {
    fc.assert(
      fc.property(facts, fc.nat(200), where, (facts, seconds, where) => {
        const added = frame(NEWEST + seconds * SECOND, where);
        const after = new Map(tilesFor([...facts, added]).map(({ id, newest }) => [id, newest.fact.time]));
        for (const { id, newest } of tilesFor(facts)) {
          expect(after.get(id) ?? Infinity).toBeGreaterThanOrEqual(newest.fact.time);
        }
      }),
    );
  });

  test("clearing away what was replaced changes no tile, where no hook told of sources", () => {
    fc.assert(
      fc.property(facts, (facts) => {
        const ofOneStream = facts.filter(({ stream, fact }) => stream === STREAM && fact.kind !== "source");
        const cleared = new Set(factsOfReplaced(feedsOf(ofOneStream), NEWEST));
        const left = ofOneStream.filter(({ key }) => !cleared.has(key));
        expect(tilesFor(left)).toEqual(tilesFor(ofOneStream));
      }),
    );
  });
});
