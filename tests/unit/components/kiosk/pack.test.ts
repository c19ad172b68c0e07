import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packInCss } from "#components/kiosk/pack-css.ts";
import { pack, type Size } from "#components/kiosk/pack.ts";

const FULL_HD = { width: 1920, height: 1080, extra: 0 };

test.each([
  [1, 1, 1],
  [4, 2, 2],
  [5, 3, 2],
  [9, 3, 3],
  [12, 4, 3],
  [16, 4, 4],
])("packs %i tiles into %i columns and %i rows of a 16:9 screen", (tiles, columns, rows) => {
  expect(pack(tiles, FULL_HD)).toMatchObject({ columns, rows });
});

test("stacks tiles on a tall screen", () => {
  expect(pack(3, { width: 1080, height: 1920, extra: 30 })).toMatchObject({ columns: 1, rows: 3 });
});

const side = fc.integer({ min: 320, max: 8_000 });
const size = fc.record({ width: side, height: side, extra: fc.integer({ min: 0, max: 70 }) });

test("keeps the shape of pictures, stays on the screen and leaves out only illegible tiles", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), size, (tiles, screen) => {
      const packing = pack(tiles, screen);
      expect(packing.width / (packing.height - screen.extra)).toBeCloseTo(16 / 9);
      expect(packing.columns * packing.width).toBeLessThanOrEqual(screen.width * 1.001);
      expect(packing.rows * packing.height).toBeLessThanOrEqual(screen.height * 1.001);
      // Nothing of the screen is left over.
      expect(packing.columns * packing.columnPitch).toBeCloseTo(screen.width);
      expect(packing.rows * packing.rowPitch).toBeCloseTo(screen.height);
      const minWidth = Math.max(150, screen.width / 8);
      if (packing.columns * packing.rows < tiles) expect(packing.width).toBeLessThan(minWidth * 2);
    }),
  );
});

/** Evaluates the CSS as a browser does. */
function evaluateCss(tiles: number, { width, height, extra }: Size): unknown {
  const css = Object.values(packInCss(tiles, { width: "WIDTH", height: "HEIGHT", extra: "EXTRA" })).map(
    (text) =>
      text.replaceAll("px", "").replaceAll("var(--tile-width)", "width").replaceAll("var(--fit)", "fit"),
  );
  return runInNewContext(
    `const fit = ${css[0]}, width = ${css[1]}; ({ width, columnPitch: ${css[2]}, rowPitch: ${css[3]} })`,
    {
      WIDTH: width,
      HEIGHT: height,
      EXTRA: extra,
      max: Math.max,
      min: Math.min,
    },
  );
}

function toExpected(tiles: number, screen: Size): unknown {
  const { width, columnPitch, rowPitch } = pack(tiles, screen);
  const values = Object.entries({ width, columnPitch, rowPitch });
  return Object.fromEntries(values.map(([name, value]) => [name, expect.closeTo(value, 1) as unknown]));
}

test("CSS has the same packing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), size, (tiles, screen) => {
      expect(evaluateCss(tiles, screen)).toEqual(toExpected(tiles, screen));
    }),
    { numRuns: 500 },
  );
});

test("CSS has the same packing when two widths differ by a sixtieth of a pixel", () => {
  const screen = { width: 3_419, height: 4_396, extra: 0 };
  expect(evaluateCss(91, screen)).toEqual(toExpected(91, screen));
});
