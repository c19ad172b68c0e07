import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createConfirmation, createStoreClock, parseDate } from "#lib/store/clock.ts";

const START = Date.UTC(2026, 10, 23, 15, 33, 8, 400);
const MINUTE = 60_000;

/** A process whose clock is wrong by this, and a store whose clock is right. */
function machine(wrongByMs: number) {
  const world = { time: START, wrongBy: wrongByMs };
  const localNow = () => world.time + world.wrongBy;
  const clock = createStoreClock(localNow);
  /** A request that the store answers in the middle. */
  function request(thereMs: number, backMs: number) {
    const sent = localNow();
    world.time += thereMs;
    const date = Math.floor(world.time / 1_000) * 1_000;
    world.time += backMs;
    clock.observe(date, sent, localNow());
  }
  const errorMs = () => clock.now() - world.time;
  return { world, clock, localNow, request, errorMs };
}

const roundTrips = fc.array(fc.tuple(fc.nat(5_000), fc.nat(5_000)), { minLength: 1, maxLength: 20 });

describe("the store's clock", () => {
  test("is this process's while that one is right, however slow the store is", () => {
    fc.assert(
      fc.property(roundTrips, fc.array(fc.nat(2_000)), (trips, pauses) => {
        const { world, request, errorMs } = machine(0);
        trips.forEach(([there, back], n) => {
          world.time += pauses[n] ?? 0;
          request(there, back);
          expect(errorMs()).toBe(0);
        });
      }),
    );
  });

  test("is wrong by at most a second and the fastest round trip", () => {
    const wrongBy = fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE });
    fc.assert(
      fc.property(wrongBy, roundTrips, (wrong, trips) => {
        const { request, errorMs } = machine(wrong);
        expect(errorMs()).toBe(wrong);
        for (const [there, back] of trips) request(there, back);
        const fastest = Math.min(...trips.map(([there, back]) => there + back));
        expect(Math.abs(errorMs())).toBeLessThanOrEqual(1_000 + fastest);
      }),
    );
  });

  test("follows when this process's clock is set right again", () => {
    const { world, request, errorMs } = machine(2 * MINUTE);
    request(20, 20);
    world.wrongBy = 0;
    request(20, 20);
    expect(Math.abs(errorMs())).toBeLessThanOrEqual(1_040);
  });

  test("ignores an answer during which this process's clock was set back", () => {
    const { clock, localNow, errorMs } = machine(0);
    clock.observe(START, localNow() + 2 * MINUTE, localNow());
    expect(errorMs()).toBe(0);
  });

  test("is this process's own on a store without Date", () => {
    const { clock, localNow } = machine(7_000);
    clock.observe(null, localNow(), localNow());
    expect(clock.now()).toBe(localNow());
    expect(clock.isKnown()).toBe(true);
  });

  test("is known for a minute after an answer", () => {
    const { world, clock, request } = machine(0);
    expect(clock.isKnown()).toBe(false);
    request(10, 10);
    world.time += MINUTE;
    expect(clock.isKnown()).toBe(true);
    world.time += 1;
    expect(clock.isKnown()).toBe(false);
  });
});

describe("waiting for the clock", () => {
  function confirming(ask: (answer: () => void, signal: AbortSignal) => Promise<unknown>) {
    const scene = machine(0);
    const asked = vi.fn((signal: AbortSignal) => ask(() => scene.request(10, 10), signal));
    return { ...scene, asked, confirm: createConfirmation(scene.clock, scene.localNow, asked) };
  }

  test("shares one request, and needs none while the clock is known", async () => {
    const { asked, confirm, clock } = confirming((answer) => Promise.resolve().then(answer));
    await Promise.all([confirm(), confirm(), confirm()]);
    await confirm();
    expect(clock.isKnown()).toBe(true);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test("tries again ten seconds after a request without an answer", async () => {
    const { world, asked, confirm } = confirming(() => Promise.reject(new Error("no network")));
    await confirm();
    world.time += 9_999;
    await confirm();
    expect(asked).toHaveBeenCalledTimes(1);
    world.time += 1;
    await confirm();
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test("takes at most half a second", async () => {
    const { asked, confirm } = confirming(() => new Promise(() => undefined));
    const started = performance.now();
    await confirm();
    const waited = performance.now() - started;
    expect(waited).toBeGreaterThan(400);
    expect(waited).toBeLessThan(5_000);
    expect(asked.mock.calls[0]?.[0].aborted).toBe(true);
  });
});

test.each<[Record<string, string>, number | null]>([
  [{ date: "Mon, 23 Nov 2026 15:33:08 GMT" }, Date.UTC(2026, 10, 23, 15, 33, 8)],
  [{}, null],
  [{ date: "soon" }, null],
])("the Date of %j is %j", (headers, time) => {
  expect(parseDate(headers)).toBe(time);
});
