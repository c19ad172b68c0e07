import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERYTHING, parseScope, type Scope } from "#lib/access/scope.ts";
import { createLiveCounts } from "#lib/history/live-counts.ts";
import { listSamples } from "#lib/model/live-counts.ts";
import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import { DAY, ended, frame, HOUR, MINUTE, NOON, SECOND } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

const THEN = NOON - DAY;
const stream = (n: number) => ({ account: "ZG6NWV", name: `feed ${n}` });

function scene(listsPerSecond = 1_000) {
  const clock = { elapsed: 0 };
  const bucket = createMemoryBucket(() => NOON);
  const counts = createLiveCounts({
    store: bucket,
    listsPerSecond,
    logReach: () => Promise.resolve(7),
    elapsed: () => clock.elapsed,
  });
  const read = (from: number, to: number, scope: Scope = EVERYTHING) => counts(scope, [from, to], bucket);
  return { clock, bucket, read };
}

/** Some streams that send every half minute. */
function publish(
  { bucket }: Pick<ReturnType<typeof scene>, "bucket">,
  streams: number,
  [from, to]: readonly [number, number],
) {
  for (let n = 0; n < streams; n += 1)
    for (let at = from + ((n * 977) % 30_000); at < to; at += 30 * SECOND)
      bucket.put(frame(at, { stream: stream(n), feed: `f${n}` }));
}

/** Asks as a page does, until all is told. */
async function readWhole({ clock, read }: ReturnType<typeof scene>, from: number, to: number) {
  for (let requests = 1; ; requests += 1) {
    const answer = await read(from, to);
    if (answer.isWhole) return { ...answer, requests };
    clock.elapsed += SECOND;
  }
}

describe("the number of live streams", () => {
  test("is that of the frames of 75 s, without those with a fault and the stalled ones", async () => {
    const offset = fc.integer({ min: -4 * MINUTE, max: 30 * MINUTE });
    const entry = fc.record({ n: fc.nat(4), offset, isFaulty: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(entry, { selector: (one) => one.offset }), async (entries) => {
        const own = scene();
        for (const { n, offset: at, isFaulty } of entries)
          own.bucket.put(frame(THEN + at, { stream: stream(n), faults: isFaulty ? ["black"] : [] }));
        const { samples } = await readWhole(own, THEN, THEN + 30 * MINUTE);
        const expected = Array.from({ length: 60 }, (_, place) => {
          const at = place * 30 * SECOND;
          const newest = [0, 1, 2, 3, 4].flatMap((n) => {
            const sent = entries.filter(
              (one) => one.n === n && one.offset > at - STALLED_MS && one.offset <= at,
            );
            return sent.sort((a, b) => a.offset - b.offset).at(-1) ?? [];
          });
          const attention = newest.filter(
            ({ isFaulty, offset: sent }) => isFaulty || at - sent > LIVE_MS,
          ).length;
          return [THEN + at, newest.length - attention, attention];
        });
        expect(samples).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test("falls as soon as a feed has ended", async () => {
    const own = scene();
    publish(own, 2, [THEN, THEN + 10 * MINUTE]);
    own.bucket.put(ended(THEN + 10 * MINUTE - SECOND, { stream: stream(0), feed: "f0" }));
    const { samples } = await own.read(THEN + 10 * MINUTE, THEN + 11 * MINUTE);
    expect(samples.map(([, live]) => live)).toEqual([1, 1]);
  });

  test("has only the streams of a scope", async () => {
    const own = scene();
    publish(own, 10, [THEN, THEN + HOUR]);
    const scope = parseScope(["ZG6NWV/feed 3"]) ?? EVERYTHING;
    const { samples } = await own.read(THEN + 2 * MINUTE, THEN + 50 * MINUTE, scope);
    expect(new Set(samples.map(([, live]) => live))).toEqual(new Set([1]));
  });

  test("is read once: the past does not change", async () => {
    const own = scene();
    publish(own, 10, [THEN, THEN + HOUR]);
    await readWhole(own, THEN, THEN + HOUR);
    const before = own.bucket.count("log");
    own.clock.elapsed += 20 * HOUR;
    await readWhole(own, THEN, THEN + HOUR);
    expect(own.bucket.count("log")).toBe(before);
  });

  test("is not told of what is no longer kept, nor of the future, and costs nothing there", async () => {
    const own = scene();
    expect(await own.read(NOON - 20 * DAY, NOON - 8 * DAY)).toMatchObject({ samples: [], isWhole: true });
    expect(await own.read(NOON + HOUR, NOON + 2 * HOUR)).toMatchObject({ samples: [], isWhole: true });
    expect(own.bucket.count("log")).toBe(0);
  });

  test("is told in part at first, of moments spread over the stretch", async () => {
    const own = scene();
    publish(own, 200, [THEN - MINUTE, THEN + 2 * HOUR]);
    const { samples, isWhole } = await own.read(THEN, THEN + 2 * HOUR);
    expect(isWhole).toBe(false);
    expect(own.bucket.count("log")).toBeLessThanOrEqual(16);
    expect((samples.at(-1)?.[0] ?? 0) - (samples[0]?.[0] ?? 0)).toBeGreaterThan(1.5 * HOUR);
  });

  test("leaves most of the budget to the moments of the wall", async () => {
    const own = scene(10);
    publish(own, 200, [THEN - MINUTE, THEN + 2 * HOUR]);
    // A minute of a page that asks each second.
    for (let second = 0; second < 60; second += 1) {
      // Beyond the budget it tells the counts in memory, even if there are none: a refusal would be an error in the browser.
      const { isWhole } = await own.read(THEN, THEN + 2 * HOUR);
      if (isWhole) break;
      own.clock.elapsed += SECOND;
    }
    expect(own.bucket.count("log")).toBeLessThanOrEqual(30 + 60 * 2 + 8);
    expect((await own.read(THEN - 2 * HOUR, THEN - HOUR)).isWhole).toBe(false);
  });

  test("costs a stretch at most some 150 LISTs, also of a wall of thousands: it has fewer moments", async () => {
    const own = scene();
    publish(own, 1_000, [THEN, THEN + 32 * MINUTE]);
    const { samples } = await readWhole(own, THEN - 6 * HOUR, THEN + 30 * MINUTE);
    expect(own.bucket.count("log")).toBeLessThanOrEqual(170);
    expect(samples.length).toBeLessThan(listSamples([THEN - 6 * HOUR, THEN + 30 * MINUTE]).moments.length);
  });
});
