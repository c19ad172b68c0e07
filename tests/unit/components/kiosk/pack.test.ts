import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packInCss } from "#components/kiosk/pack-css.ts";
import { pack, type Size } from "#components/kiosk/pack.ts";

const FULL_HD = { width: 1920, height: 1080 };

test.each([
  [1, 1, 1],
  [4, 2, 2],
  [5, 3, 2],
  [9, 3, 3],
  [12, 4, 3],
  [16, 4, 4],
])("%i tiles lie in %i columns and %i rows of a screen of their own shape", (tiles, columns, rows) => {
  expect(pack(tiles, FULL_HD)).toMatchObject({ columns, rows });
});

test("on a tall screen, tiles lie one above the other", () => {
  expect(pack(3, { width: 1080, height: 1920 })).toMatchObject({ columns: 1, rows: 3 });
});

test("tiles keep their shape and stay on the screen, and what is left out would be too small to see", () => {
  const side = fc.integer({ min: 320, max: 8_000 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), side, side, (tiles, width, height) => {
      const packing = pack(tiles, { width, height });
      expect(packing.width / packing.height).toBeCloseTo(16 / 9);
      expect(packing.columns * packing.width).toBeLessThanOrEqual(width * 1.001);
      expect(packing.rows * packing.height).toBeLessThanOrEqual(height * 1.001);
      const narrowest = Math.max(160, width / 10);
      if (packing.columns * packing.rows < tiles) expect(packing.width).toBeLessThan(narrowest * 2);
    }),
  );
});

/** What a browser makes of the CSS on a screen of this size. */
function reckonedInCss(tiles: number, { width, height }: Size): unknown {
  const css = Object.values(packInCss(tiles, "100dvh")).map((text) =>
    text
      .replaceAll(/([\d.]+)vw/g, (_, share: string) => String((Number(share) / 100) * width))
      .replaceAll("100dvh", String(height))
      .replaceAll("px", "")
      .replaceAll(/var\(--(fit|width)\)/g, "$1")
      .replaceAll("round(down,", "roundDown("),
  );
  return runInNewContext(
    `const fit = ${css[0]}, width = ${css[1]}, height = ${css[2]}; ({ width, height })`,
    { max: Math.max, min: Math.min, roundDown: (a: number, b: number) => Math.floor(a / b) * b },
  );
}

function packed(tiles: number, screen: Size): unknown {
  const packing = pack(tiles, screen);
  return {
    width: expect.closeTo(packing.width, 1) as unknown,
    height: expect.closeTo(packing.rows * packing.height, 0) as unknown,
  };
}

test("CSS comes to the same packing by itself", () => {
  const side = fc.integer({ min: 320, max: 8_000 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), side, side, (tiles, width, height) => {
      expect(reckonedInCss(tiles, { width, height })).toEqual(packed(tiles, { width, height }));
    }),
    { numRuns: 500 },
  );
});

test.each([["two ways to pack differ by a sixtieth of a pixel", 91, { width: 3_419, height: 4_396 }]])(
  "CSS comes to the same packing where %s",
  (_, tiles, screen) => {
    expect(reckonedInCss(tiles, screen)).toEqual(packed(tiles, screen));
  },
);
