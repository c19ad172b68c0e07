import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  lifetimeSeconds,
  PRIVATE_WINDOW_SECONDS,
  SIGNING_WINDOW_SECONDS,
  signingInstant as instantIn,
} from "#lib/store/signing.ts";

const key = fc.string({ unit: "binary" });
const now = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) });

describe.each([
  ["public", SIGNING_WINDOW_SECONDS],
  ["gated", PRIVATE_WINDOW_SECONDS],
])("the instant at which a URL of a %s wall is signed", (_, windowSeconds) => {
  const WINDOW_MS = windowSeconds * 1_000;
  const LIFETIME_MS = lifetimeSeconds(windowSeconds) * 1_000;
  const signingInstant = (key: string, now: number) => instantIn(key, now, windowSeconds);

  test("is a whole second of the last window, never of the future", () => {
    fc.assert(
      fc.property(key, now, (key, now) => {
        const age = now - signingInstant(key, now);
        expect(age).toBeGreaterThanOrEqual(0);
        expect(age).toBeLessThan(WINDOW_MS);
        expect(signingInstant(key, now) % 1_000).toBe(0);
      }),
    );
  });

  test("stays the same until its window ends, and then moves by exactly one window", () => {
    fc.assert(
      fc.property(key, now, fc.nat(WINDOW_MS - 1), (key, now, later) => {
        const start = signingInstant(key, now);
        expect(signingInstant(key, start + later)).toBe(start);
        expect(signingInstant(key, start + WINDOW_MS)).toBe(start + WINDOW_MS);
      }),
    );
  });

  test("leaves a URL at least one window of life, whenever it is handed out", () => {
    fc.assert(
      fc.property(key, now, (key, now) => {
        expect(signingInstant(key, now) + LIFETIME_MS - now).toBeGreaterThanOrEqual(WINDOW_MS);
      }),
    );
  });

  test("is spread over the window for the pictures of a wall", () => {
    const keys = Array.from(
      { length: 1_000 },
      (_, n) => `previews/ZG6NWV/camera${n}/2279042-20261123T15/8204552011876,feed,64x36.webp`,
    );
    const minutes = keys.map((key) =>
      Math.floor((signingInstant(key, WINDOW_MS * 9_999) % WINDOW_MS) / 60_000),
    );
    const perMinute = [...Map.groupBy(minutes, (minute) => minute).values()].map((keys) => keys.length);
    expect(perMinute).toHaveLength(windowSeconds / 60);
    expect(Math.max(...perMinute)).toBeLessThan(2 * (1_000 / perMinute.length));
  });
});

test("the instant is the same in every release, so that a new one does not change every URL of a wall", () => {
  const key = "previews/ZG6NWV/teststream/8204552011876-20261123T153308.123Z-feed-1.webp";
  expect(new Date(instantIn(key, Date.UTC(2026, 10, 23, 15), SIGNING_WINDOW_SECONDS)).toISOString()).toBe(
    "2026-11-23T14:59:09.000Z",
  );
});
