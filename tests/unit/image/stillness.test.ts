import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FINGERPRINT_LENGTH } from "#lib/image/look.ts";
import { decodeStillness, encodeStillness, withFrame, type Stillness } from "#lib/image/stillness.ts";

const NOW = 1_764_000_000_000;
const WITHIN = 2;

const picture = (light: number) => new Uint8Array(FINGERPRINT_LENGTH).fill(light);
const fingerprints = fc.uint8Array({ minLength: FINGERPRINT_LENGTH, maxLength: FINGERPRINT_LENGTH });

/** Since when the last of some pictures, one a second, has not moved: the number of its first frame. */
function sinceOf(lights: readonly number[]): number {
  const add = (known: Stillness | null, light: number, second: number) =>
    withFrame(known, picture(light), NOW + second, WITHIN);
  return (lights.reduce<Stillness | null>(add, null)?.since ?? 0) - NOW;
}

describe("a picture that stands still", () => {
  test.each([
    ["since its first frame", [5, 5, 5], 0],
    ["through the noise of its codec", [5, 7, 3, 5], 0],
    ["since it last moved", [5, 5, 9, 9], 2],
    ["not, when each differs from the one before", [0, 10, 20], 2],
    ["not, when it changes slowly, as dawn does", [0, 1, 2, 3, 4, 5], 3],
    ["anew, when it comes back to what it was", [5, 90, 5, 5], 2],
  ] as const)("does so %s", (_what, lights, since) => {
    expect(sinceOf(lights)).toBe(since);
  });
});

describe("a stillness as text", () => {
  test("is read back, and fits S3's metadata", () => {
    fc.assert(
      fc.property(fingerprints, fc.integer({ min: 1e12, max: 9_999_999_999_999 }), (picture, since) => {
        const text = encodeStillness({ picture, since });
        expect(decodeStillness(text)).toEqual({ picture, since });
        expect(text).toMatch(/^[\x21-\x7e]{1,220}$/);
      }),
    );
  });

  test("is null for any other text", () => {
    const whole = encodeStillness({ picture: picture(1), since: NOW });
    for (const text of ["", whole.slice(1), whole.slice(0, -4), `${whole}AAAA`, `${whole} `]) {
      expect(decodeStillness(text)).toBeNull();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeStillness(text)).toBeNull();
      }),
    );
  });
});
