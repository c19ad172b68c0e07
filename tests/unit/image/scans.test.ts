import { describe, expect, test } from "vitest";
import { countScans } from "#lib/image/scans.ts";
import { inScans, picture } from "../../support/picture.ts";

const SCANS = inScans(30, { width: 64, height: 36 });
/** Where the second of them begins. */
const SECOND = Buffer.from(SCANS).indexOf(
  Buffer.of(0xff, 0xda),
  Buffer.from(SCANS).indexOf(Buffer.of(0xff, 0xda)) + 2,
);

function withBytes(...bytes: number[]): Uint8Array {
  return Buffer.concat([SCANS.subarray(0, SECOND), Buffer.from(bytes), SCANS.subarray(SECOND)]);
}

describe("the scans of a JPEG", () => {
  test.each([
    ["of a baseline one", { progressive: false }, 1],
    ["of a progressive one", { progressive: true }, 10],
  ] as const)("are counted: %s", async (_what, options, count) => {
    expect(countScans(await picture(640, 360).jpeg(options).toBuffer())).toBe(count);
  });

  test.each([
    ["junk", [1, 2, 3]],
    ["a restart marker", [0xff, 0xd3]],
    ["a marker that is none, as if it were long", [0xff, 0x02, 0x7f, 0x7f]],
    ["fill bytes", [0xff, 0xff, 0xff]],
    ["a comment", [0xff, 0xfe, 0, 4, 1, 2]],
    ["a comment that holds what looks like a scan", [0xff, 0xfe, 0, 6, 0xff, 0xda, 0, 2]],
    ["a comment that is shorter than its own length", [0xff, 0xfe, 0, 0]],
  ])("are counted past %s", (_what, bytes) => {
    expect(countScans(withBytes(...bytes))).toBe(30);
  });

  test("are counted up to its end", () => {
    expect(countScans(Buffer.concat([SCANS, SCANS]))).toBe(30);
  });

  test.each([[[]], [[0xff]], [[0xff, 0xd8, 0xff, 0xda]], [[0xff, 0xd8, 0xff, 0xff, 0xff]]])(
    "are none in %j",
    (bytes) => {
      expect(countScans(Uint8Array.from(bytes))).toBe(0);
    },
  );
});
