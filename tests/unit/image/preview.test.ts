import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { encodePreview, scaleDown } from "#lib/image/preview.ts";
import { claimSize, jpegOf, picture, SMALL_JPEG, webpSize } from "../../support/picture.ts";

const LIMIT = 1_000_000;

/** The size of the preview that is made of a JPEG; null when none is. */
async function previewSize(jpeg: Uint8Array, maxPixels = LIMIT) {
  const scaled = await scaleDown(jpeg, maxPixels);
  return scaled === null ? null : webpSize(await encodePreview(scaled));
}

describe("a preview", () => {
  test.each([
    ["480 pixels wide", [960, 540], [480, 270]],
    ["960 pixels high for a portrait", [300, 1_000], [288, 960]],
    ["never larger than its frame", [64, 36], [64, 36]],
    ["a line for a line", [16_000, 1], [480, 1]],
  ] as const)("is %s", async (_what, [width, height], [previewWidth, previewHeight]) => {
    const size = await previewSize(await jpegOf(width, height));
    expect(size).toEqual({ width: previewWidth, height: previewHeight });
  });

  test.each([
    ["grey", () => picture(64, 36).greyscale().jpeg()],
    ["CMYK", () => picture(64, 36).toColourspace("cmyk").jpeg()],
    ["progressive", () => picture(64, 36).jpeg({ progressive: true })],
  ])("is made of a %s JPEG", async (_what, make) => {
    expect(await previewSize(await make().toBuffer())).toEqual({ width: 64, height: 36 });
  });

  /** A grey JPEG with a white top left quarter, and an EXIF orientation. */
  async function turned(width: number, height: number, orientation: number): Promise<Buffer> {
    const create = { channels: 3, background: "#333" } as const;
    const corner = { width: width / 2, height: height / 2, ...create, background: "#fff" };
    return sharp({ create: { width, height, ...create } })
      .composite([{ input: { create: corner }, gravity: "northwest" }])
      .withMetadata({ orientation })
      .jpeg()
      .toBuffer();
  }

  test.each([
    [1, "top left"],
    [2, "top right"],
    [3, "bottom right"],
    [4, "bottom left"],
    [5, "top left"],
    [6, "top right"],
    [7, "bottom right"],
    [8, "bottom left"],
  ])(
    "is turned as EXIF orientation %i asks, which puts the top left at the %s",
    async (orientation, place) => {
      const scaled = await scaleDown(await turned(64, 32, orientation), LIMIT);
      if (scaled === null) throw new Error("It was not decoded.");
      const { pixels, width, height, channels } = scaled;
      expect([width, height]).toEqual(orientation < 5 ? [64, 32] : [32, 64]);
      const isBright = (x: number, y: number) =>
        (pixels[(Math.floor(height * y) * width + Math.floor(width * x)) * channels] ?? 0) > 128;
      const quarters = { "top left": [0.2, 0.2], "top right": [0.8, 0.2] };
      const bright = Object.entries({ ...quarters, "bottom left": [0.2, 0.8], "bottom right": [0.8, 0.8] })
        .filter(([, [x = 0, y = 0]]) => isBright(x, y))
        .map(([name]) => name);
      expect(bright).toEqual([place]);
    },
  );

  test("has the limits of a portrait if EXIF turns it into one", async () => {
    expect(await previewSize(await turned(1_000, 300, 6))).toEqual({ width: 288, height: 960 });
  });

  test("is made of a JPEG that lost its middle, and marked damaged", async () => {
    const jpeg = await jpegOf(320, 180);
    const mended = Buffer.concat([jpeg.subarray(0, jpeg.length / 2), Buffer.of(0xff, 0xd9)]);
    expect(await previewSize(mended)).toEqual({ width: 320, height: 180 });
    expect((await scaleDown(mended, LIMIT))?.isDamaged).toBe(true);
    expect((await scaleDown(jpeg, LIMIT))?.isDamaged).toBe(false);
  });
});

describe("a damaged JPEG", () => {
  const isDamaged = async (jpeg: Uint8Array) => (await scaleDown(jpeg, LIMIT))?.isDamaged;
  const size = { width: 640, height: 360 };

  /** Replaces a kilobyte in the middle of a JPEG, far behind its headers. */
  function replaceMiddle(jpeg: Uint8Array, by: Uint8Array): Uint8Array {
    const from = Math.floor(jpeg.length / 2);
    return Buffer.concat([jpeg.subarray(0, from), by, jpeg.subarray(from + 1_024)]);
  }

  test.each([
    ["lacks a kilobyte", (jpeg: Uint8Array) => replaceMiddle(jpeg, Buffer.of())],
    ["has a kilobyte of zeros", (jpeg: Uint8Array) => replaceMiddle(jpeg, Buffer.alloc(1_024))],
    ["is larger than its data", (jpeg: Uint8Array) => claimSize(jpeg, { width: 800, height: 600 })],
    ["is narrower than its data", (jpeg: Uint8Array) => claimSize(jpeg, { ...size, width: 320 })],
    ["is lower than its data", (jpeg: Uint8Array) => claimSize(jpeg, { ...size, height: 180 })],
    ["is far smaller than its data", (jpeg: Uint8Array) => claimSize(jpeg, { width: 64, height: 36 })],
  ])("is found if it %s", async (_what, change) => {
    const baseline = await picture(size.width, size.height).jpeg({ quality: 60 }).toBuffer();
    const progressive = await picture(size.width, size.height).jpeg({ progressive: true }).toBuffer();
    expect(await isDamaged(change(baseline)), "baseline").toBe(true);
    expect(await isDamaged(change(progressive)), "progressive").toBe(true);
  });

  test.each([
    ["of the best quality", { quality: 100, chromaSubsampling: "4:4:4" }],
    ["with subsampled colours", { quality: 100 }],
    ["with several scans", { quality: 100, progressive: true }],
  ] as const)("is none %s", async (_what, options) => {
    for (const height of [1, 8, 33, 360]) {
      expect(await isDamaged(await picture(200, height).jpeg(options).toBuffer()), `${height}`).toBe(false);
    }
  });
});

describe("no preview is made", () => {
  test("of a JPEG that is cut off anywhere in its picture", async () => {
    const jpeg = await jpegOf(320, 180);
    for (const part of [0.2, 0.5, 0.9, 0.99]) {
      expect(await scaleDown(jpeg.subarray(0, jpeg.length * part), LIMIT), `${part} of it`).toBeNull();
    }
  });

  test.each([
    ["a PNG", () => picture(64, 36).png().toBuffer()],
    ["a GIF", () => picture(64, 36).gif().toBuffer()],
    ["an SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"/>')],
    ["noise", () => Buffer.alloc(500, 0xa5)],
  ])("of %s", async (_what, make) => {
    expect(await scaleDown(await make(), LIMIT)).toBeNull();
  });

  test("of a JPEG that has or claims more pixels than allowed", async () => {
    expect(await scaleDown(SMALL_JPEG, 64 * 36 - 1)).toBeNull();
    expect(await scaleDown(SMALL_JPEG, 64 * 36)).toMatchObject({ width: 64, height: 36 });
    expect(await scaleDown(claimSize(SMALL_JPEG, { width: 16_000, height: 16_000 }), LIMIT)).toBeNull();
  });

  test("with an exception, whatever bytes of a JPEG are changed", async () => {
    const change = fc.tuple(fc.nat(SMALL_JPEG.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const changed = changes.reduce((bytes, [at, value]) => bytes.with(at, value), SMALL_JPEG);
        const scaled = await scaleDown(changed, LIMIT);
        expect((scaled?.width ?? 1) * (scaled?.height ?? 1)).toBeLessThanOrEqual(480 * 960);
      }),
    );
  });
});
