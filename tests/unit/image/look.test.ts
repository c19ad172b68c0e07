import { describe, expect, test } from "vitest";
import { difference, FINGERPRINT_LENGTH, lookAt } from "#lib/image/look.ts";
import type { Pixels } from "#lib/image/preview.ts";

const DARK_BELOW = 0.1;

/** A picture whose pixel at each place is as bright as `light` says, 0 to 255. */
function drawn(width: number, height: number, light: (x: number, y: number) => number): Pixels {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    pixels.fill(light(at % width, Math.floor(at / width)), at * 3, at * 3 + 3);
  }
  return { pixels, width, height, channels: 3 };
}

const plain = (light: number) => drawn(8, 8, () => light);
const darkOf = (picture: Pixels) => lookAt(picture, DARK_BELOW).dark;
const fingerprintOf = (picture: Pixels) => lookAt(picture, DARK_BELOW).fingerprint;

describe("the dark share of a picture", () => {
  test.each([
    [0, 1],
    [25, 1],
    [26, 0],
    [255, 0],
  ])("of brightness %i is %d", (light, dark) => {
    expect(darkOf(plain(light))).toBe(dark);
  });

  test("covers a part", () => {
    expect(darkOf(drawn(64, 36, (x) => (x < 16 ? 0 : 200)))).toBeCloseTo(0.25);
  });

  test("counts green as brighter than blue", () => {
    const of = (colour: readonly number[]): Pixels => ({
      pixels: Buffer.from(Array.from({ length: 64 }, () => colour).flat()),
      width: 8,
      height: 8,
      channels: 3,
    });
    expect(darkOf(of([0, 255, 0]))).toBe(0);
    expect(darkOf(of([0, 0, 255]))).toBe(1);
    expect(darkOf(of([255, 0, 0]))).toBe(0);
  });

  test("covers grey pictures", () => {
    expect(darkOf({ pixels: Buffer.alloc(64), width: 8, height: 8, channels: 1 })).toBe(1);
    expect(darkOf({ pixels: Buffer.alloc(64, 200), width: 8, height: 8, channels: 1 })).toBe(0);
  });
});

describe("a fingerprint", () => {
  test("has the mean brightness of each field, row by row", () => {
    const fields = fingerprintOf(
      drawn(160, 90, (x, y) => (Math.floor(y / 10) * 16 + Math.floor(x / 10)) % 256),
    );
    expect([...fields]).toEqual(Array.from({ length: FINGERPRINT_LENGTH }, (_, n) => n));
  });

  test("covers a picture that is smaller than its fields", () => {
    expect(fingerprintOf(drawn(1, 1, () => 80))).toHaveLength(FINGERPRINT_LENGTH);
  });

  test("differs by a moving person, but not by noise", () => {
    const person = (at: number) =>
      drawn(480, 270, (x, y) => (x >= at && x < at + 20 && y > 100 && y < 150 ? 90 : 150));
    const noise = (seed: number) =>
      drawn(480, 270, (x, y) => 150 + (((x * 7 + y * 13 + seed) * 2_654_435_761) % 7) - 3);
    expect(difference(fingerprintOf(person(200)), fingerprintOf(person(230)))).toBeGreaterThan(10);
    expect(difference(fingerprintOf(noise(1)), fingerprintOf(noise(2)))).toBeLessThanOrEqual(1);
  });
});
