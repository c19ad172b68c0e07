import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import { claimSize, picture, SMALL_JPEG } from "../../support/picture.ts";

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
    ["baseline", () => picture(640, 360).jpeg()],
    ["progressive", () => picture(640, 360).jpeg({ progressive: true })],
    ["without subsampling", () => picture(640, 360).jpeg({ chromaSubsampling: "4:4:4" })],
    ["in grey", () => picture(640, 360).greyscale().jpeg()],
    ["in CMYK", () => picture(640, 360).toColourspace("cmyk").jpeg()],
    [
      "with EXIF and a profile",
      () =>
        picture(640, 360)
          .withMetadata()
          .withExif({ IFD0: { Copyright: "c" } })
          .jpeg(),
    ],
  ])("is read from one that libjpeg wrote, %s", async (_what, make) => {
    expect(inspectJpeg(await make().toBuffer())).toEqual({ width: 640, height: 360 });
  });

  test("is up to 65,535 either way", () => {
    const size = { width: 65_535, height: 65_534 };
    expect(inspectJpeg(claimSize(SMALL_JPEG, size))).toEqual(size);
  });

  test("is read from a part of a larger buffer", () => {
    const buffer = join(of(1, 2, 3), SMALL_JPEG, of(4, 5));
    expect(inspectJpeg(buffer.subarray(3, -2))).toEqual(SIZE);
  });

  test.each([
    ["fill bytes before a marker", join(SOI, of(0xff, 0xff, 0xff), SOF, EOI)],
    ["zeros behind the end", join(SMALL_JPEG, new Uint8Array(7))],
    ["a little of anything behind the end", join(SMALL_JPEG, new Uint8Array(1024).fill(7))],
    ["a comment that looks like a frame header", join(SOI, of(0xff, 0xfe, 0, 15), SOF, SOF, EOI)],
    ["tables that are marked much like a frame header", join(SOI, TABLES, SOF, EOI)],
    ["a marker without a length", join(SOI, of(0xff, 0x01), SOF, EOI)],
  ])("is read past %s", (_what, jpeg) => {
    expect(inspectJpeg(jpeg)).toEqual(SIZE);
  });
});

describe("a body is no JPEG", () => {
  test.each([
    ["empty", of()],
    ["of one byte", of(0xff)],
    ["only a beginning and an end", join(SOI, EOI)],
    ["without a beginning", SMALL_JPEG.subarray(2)],
    ["without an end", SMALL_JPEG.subarray(0, -2)],
    ["without a frame header", join(SOI, of(0xff, 0xfe, 0, 4, 1, 2), EOI)],
    ["with a scan before its frame header", join(SOI, of(0xff, 0xda, 0, 2), SOF, EOI)],
    ["with a segment that is shorter than its own length", join(SOI, of(0xff, 0xfe, 0, 1), SOF, EOI)],
    ["with a segment that ends behind the file", join(SOI, of(0xff, 0xfe, 0xff, 0xff), SOF, EOI)],
    ["with a frame header that is cut off", join(SOI, of(0xff, 0xc0, 0, 11, 8, 0), EOI)],
    ["with junk between its segments", join(SOI, of(0), SOF, EOI)],
    ["of no width", claimSize(SMALL_JPEG, { width: 0, height: 36 })],
    ["of no height", claimSize(SMALL_JPEG, { width: 64, height: 0 })],
    ["with more than a little junk behind its end", join(SMALL_JPEG, new Uint8Array(1025).fill(7))],
    ["an SVG", new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ["a feeds event", new TextEncoder().encode('{"type":"feeds"}')],
  ])("when it is %s", (_what, bytes) => {
    expect(inspectJpeg(bytes)).toBeNull();
  });

  test("when it is a PNG or a WebP", async () => {
    expect(inspectJpeg(await picture(9, 9).png().toBuffer())).toBeNull();
    expect(inspectJpeg(await picture(9, 9).webp().toBuffer())).toBeNull();
  });

  test("wherever it was cut off", () => {
    for (let length = 0; length < SMALL_JPEG.length; length++) {
      expect(inspectJpeg(SMALL_JPEG.subarray(0, length))).toBeNull();
    }
  });
});

describe("whatever the bytes are", () => {
  test("a changed JPEG has a size of 1 to 65,535 pixels either way, or none", () => {
    const changes = fc.array(fc.tuple(fc.nat(SMALL_JPEG.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(changes, (changes) => {
        const changed = changes.reduce((bytes, [at, value]) => bytes.with(at, value), SMALL_JPEG);
        const { width, height } = inspectJpeg(changed) ?? SIZE;
        expect([width, height].filter((n) => n < 1 || n > 65_535)).toEqual([]);
      }),
    );
  });

  test("noise between a beginning and an end is looked at without fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        expect(() => inspectJpeg(join(SOI, noise, EOI))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
