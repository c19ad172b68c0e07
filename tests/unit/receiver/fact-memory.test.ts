import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFactMemory } from "#lib/receiver/fact-memory.ts";

const FEED = "latest/ZG6NWV/teststream/feed-1";
const TRUSTED_MS = 10 * 60_000;
const factAt = (time: number) => ({ time, key: `${FEED}/frame=${time},1x1` });

describe("the memory of facts", () => {
  test("knows the newest after facts in any order, and gives every other back once to be deleted", () => {
    const times = fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(times, (times) => {
        const memory = createFactMemory();
        const given = times.map((time) => memory.advance(FEED, factAt(time)));
        const newest = Math.max(...times);
        const older = times.filter((time) => time !== newest).map((time) => factAt(time).key);
        expect(memory.newest(FEED)).toEqual(factAt(newest));
        expect(given.filter((key) => key !== undefined).sort()).toEqual(older.sort());
      }),
    );
  });

  test("never gives back the key of the newest, however often a fact comes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1 }), (times) => {
        const memory = createFactMemory();
        for (const time of times) {
          const older = memory.advance(FEED, factAt(time));
          expect(older).not.toBe(memory.newest(FEED)?.key);
        }
      }),
    );
  });

  // Or each of two receivers would delete the other's, and one that lists them twice both.
  test("keeps the same one of two facts of an instant, in whatever order and however often it hears of them", () => {
    const [plain, flagged] = [factAt(1), { time: 1, key: `${FEED}/frame=1,1x1,original` }];
    for (const heard of [
      [plain, flagged],
      [flagged, plain, flagged],
    ]) {
      const memory = createFactMemory();
      const given = heard.map((fact) => memory.advance(FEED, fact)).filter((key) => key !== undefined);
      expect(new Set(given)).toEqual(new Set([flagged.key]));
      expect(memory.newest(FEED)).toEqual(plain);
    }
  });

  test("keeps feeds apart", () => {
    const memory = createFactMemory();
    memory.advance(FEED, factAt(2));
    expect(memory.advance("another", factAt(1))).toBeUndefined();
    expect(memory.newest(FEED)).toEqual(factAt(2));
    expect(memory.newest("unheard of")).toBeUndefined();
  });

  test("does not trust itself before the bucket was asked, nor ten minutes after", () => {
    const memory = createFactMemory();
    expect(memory.isStale(FEED, 0)).toBe(true);
    memory.advance(FEED, factAt(1));
    expect(memory.isStale(FEED, 0)).toBe(true);
    memory.refresh(FEED, 0);
    expect(memory.isStale(FEED, TRUSTED_MS - 1)).toBe(false);
    expect(memory.isStale(FEED, TRUSTED_MS)).toBe(true);
  });

  test("does not trust itself any longer for facts that it puts", () => {
    const memory = createFactMemory();
    memory.refresh(FEED, 0);
    memory.advance(FEED, factAt(TRUSTED_MS - 1));
    expect(memory.isStale(FEED, TRUSTED_MS)).toBe(true);
  });

  test("keeps what it knows when the bucket is asked again", () => {
    const memory = createFactMemory();
    memory.advance(FEED, factAt(1));
    memory.refresh(FEED, 0);
    expect(memory.newest(FEED)).toEqual(factAt(1));
  });

  test("has room for 50,000 feeds, and forgets the one that was silent longest", () => {
    const memory = createFactMemory();
    for (let n = 0; n < 50_000; n++) memory.advance(`feed ${n}`, factAt(1));
    memory.advance("feed 0", factAt(2));
    memory.advance("one too many", factAt(1));
    expect(memory.newest("feed 0")).toEqual(factAt(2));
    expect(memory.newest("feed 1")).toBeUndefined();
    expect(memory.newest("feed 2")).toEqual(factAt(1));
  });
});
