import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import { claimSize, inScans, picture, SMALL_JPEG } from "../../support/picture.ts";

const of = (...bytes: number[]) => Uint8Array.of(...bytes);
const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const SOI = of(0xff, 0xd8);
const EOI = of(0xff, 0xd9);
const SOF = of(0xff, 0xc0, 0, 11, 8, 0, 36, 0, 64, 1, 1, 0x11, 0);
/** DHT, JPG and DAC: each of 8 bytes that would be another size in a frame header. */
const TABLES = of(...[0xc4, 0xc8, 0xcc].flatMap((marker) => [0xff, marker, 0, 8, 8, 1, 1, 1, 1, 1]));
const SIZE = { width: 64, height: 36 };

describe("the size of a JPEG", () => {
  test.each([
    ["baseline", () => picture(64, 36).jpeg(), 1],
    ["progressive", () => picture(64, 36).jpeg({ progressive: true }), 10],
    ["CMYK", () => picture(64, 36).toColourspace("cmyk").jpeg(), 1],
    ["with metadata", () => picture(64, 36).withMetadata().jpeg(), 1],
  ])("is read with the number of its scans: %s", async (_kind, make, scans) => {
    expect(inspectJpeg(await make().toBuffer())).toEqual({ ...SIZE, scans });
  });

  test("is at most 65,535 each way", () => {
    const size = { width: 65_535, height: 65_534 };
    expect(inspectJpeg(claimSize(SMALL_JPEG, size))).toMatchObject(size);
  });

  test("is read from a part of a larger buffer", () => {
    const buffer = join(of(1, 2, 3), SMALL_JPEG, of(4, 5));
    expect(inspectJpeg(buffer.subarray(3, -2))).toMatchObject(SIZE);
  });

  test.each([
    ["fill bytes before a marker", join(SOI, of(0xff, 0xff, 0xff), SOF, EOI)],
    ["a kilobyte after the end", join(SMALL_JPEG, new Uint8Array(1024).fill(7))],
    ["a comment that looks like a frame header", join(SOI, of(0xff, 0xfe, 0, 15), SOF, SOF, EOI)],
    ["tables with markers like a frame header", join(SOI, TABLES, SOF, EOI)],
    ["a marker without a length", join(SOI, of(0xff, 0x01), SOF, EOI)],
  ])("is read past %s", (_what, jpeg) => {
    expect(inspectJpeg(jpeg)).toMatchObject(SIZE);
  });
});

describe("the scans of a JPEG", () => {
  const scans = inScans(30, SIZE);
  const sos = Buffer.of(0xff, 0xda);
  const second = Buffer.from(scans).indexOf(sos, Buffer.from(scans).indexOf(sos) + 2);

  test.each([
    ["junk", [1, 2, 3]],
    ["a restart marker", [0xff, 0xd3]],
    ["a reserved marker, as if it were long", [0xff, 0x02, 0x7f, 0x7f]],
    ["fill bytes", [0xff, 0xff, 0xff]],
    ["a comment that looks like a scan", [0xff, 0xfe, 0, 6, 0xff, 0xda, 0, 2]],
    ["a comment that is shorter than its own length", [0xff, 0xfe, 0, 0]],
  ])("are counted past %s", (_what, bytes) => {
    const changed = join(scans.subarray(0, second), of(...bytes), scans.subarray(second));
    expect(inspectJpeg(changed)?.scans).toBe(30);
  });
});

test.each([
  ["empty", of()],
  ["only a beginning and an end", join(SOI, EOI)],
  ["without a beginning", SMALL_JPEG.subarray(2)],
  ["without a frame header", join(SOI, of(0xff, 0xfe, 0, 4, 1, 2), EOI)],
  ["with a scan before its frame header", join(SOI, of(0xff, 0xda, 0, 2), SOF, EOI)],
  ["with a segment that is shorter than its own length", join(SOI, of(0xff, 0xfe, 0, 1), SOF, EOI)],
  ["with a segment that ends behind the file", join(SOI, of(0xff, 0xfe, 0xff, 0xff), SOF, EOI)],
  ["with a frame header that is cut off", join(SOI, of(0xff, 0xc0, 0, 11, 8, 0), EOI)],
  ["with junk between its segments", join(SOI, of(0), SOF, EOI)],
  ["of no width", claimSize(SMALL_JPEG, { width: 0, height: 36 })],
  ["of no height", claimSize(SMALL_JPEG, { width: 64, height: 0 })],
  ["with more than a kilobyte after its end", join(SMALL_JPEG, new Uint8Array(1025).fill(7))],
])("a body that is %s is no JPEG", (_what, bytes) => {
  expect(inspectJpeg(bytes)).toBeNull();
});

test("a JPEG that is cut off anywhere is none", () => {
  for (let length = 0; length < SMALL_JPEG.length; length++) {
    expect(inspectJpeg(SMALL_JPEG.subarray(0, length))).toBeNull();
  }
});

describe("the time to read a JPEG", () => {
  const HEAD = [...SOI, ...SOF];
  const LENGTH = 1_000_000;
  const repeat = (...pattern: number[]) => {
    const body = Uint8Array.from({ length: LENGTH }, (_, n) => pattern[n % pattern.length] ?? 0);
    return join(of(...HEAD), body, EOI);
  };

  /** How many times as long one takes as the other: by the shortest of runs that take turns, on a busy machine too. */
  function compare(jpeg: Uint8Array, other: Uint8Array): number {
    const shortest = [jpeg, other].map(() => Infinity);
    for (let run = 0; run < 25; run += 1) {
      for (const [index, each] of [jpeg, other].entries()) {
        const startedAt = performance.now();
        inspectJpeg(each);
        shortest[index] = Math.min(shortest[index] ?? 0, performance.now() - startedAt);
      }
    }
    return (shortest[0] ?? 0) / (shortest[1] ?? 0);
  }

  test.each([
    ["fill bytes", [0xff]],
    ["stuffed bytes", [0xff, 0]],
    ["stuffed bytes and others", [0xff, 0, 0]],
    ["restart markers", [0xff, 0xd3]],
  ])("does not depend on the number of its markers: %s", (_what, pattern) => {
    const sparse = repeat(0xff, ...Array.from({ length: 39 }, () => 0));
    // A search for each marker takes 15 to 70 times as long.
    expect(compare(repeat(...pattern), sparse)).toBeLessThan(8);
  });
});

test("noise between a beginning and an end never throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      expect(() => inspectJpeg(join(SOI, noise, EOI))).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
