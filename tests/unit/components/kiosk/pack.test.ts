import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packInCss } from "#components/kiosk/pack-css.ts";
import { pack, type Size } from "#components/kiosk/pack.ts";

const FULL_HD = { width: 1920, height: 1080, extra: 0, slack: 0 };

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
  expect(pack(3, { width: 1080, height: 1920, extra: 30, slack: 10 })).toMatchObject({ columns: 1, rows: 3 });
});

const side = fc.integer({ min: 320, max: 8_000 });
const label = fc.integer({ min: 0, max: 70 });
const size = fc.record({ width: side, height: side, extra: label, slack: label });

test("keeps the shape of pictures, is in the middle, and leaves out only illegible tiles", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), size, (tiles, screen) => {
      const { columns, rows, width, height, padding } = pack(tiles, screen);
      const label = height - (width * 9) / 16 - screen.extra;
      expect(label).toBeGreaterThan(-0.02);
      expect(label).toBeLessThan(screen.slack + 0.02);
      expect(columns * width).toBeLessThanOrEqual(screen.width * 1.001);
      expect(padding).toBeGreaterThan(-0.02);
      expect(2 * padding + rows * height).toBeCloseTo(screen.height);
      // What is left over makes labels higher first.
      if (padding > 0.1) expect(label).toBeCloseTo(screen.slack);
      const minWidth = Math.max(150, screen.width / 8);
      if (columns * rows < tiles) expect(width).toBeLessThan(minWidth * 2);
    }),
  );
});

/** Evaluates the CSS as a browser does. */
function evaluateCss(tiles: number, screen: Size): unknown {
  const css = packInCss(tiles, { width: "WIDTH", height: "HEIGHT", extra: "EXTRA", slack: "SLACK" });
  const [fit, width, height, padding] = Object.values(css).map((text) =>
    text.replaceAll("px", "").replaceAll("var(--tile-width)", "width").replaceAll("var(--fit)", "fit"),
  );
  return runInNewContext(
    `const fit = ${fit}, width = ${width}; ({ width, height: ${height}, padding: ${padding} })`,
    {
      WIDTH: screen.width,
      HEIGHT: screen.height,
      EXTRA: screen.extra,
      SLACK: screen.slack,
      max: Math.max,
      min: Math.min,
    },
  );
}

function toExpected(tiles: number, screen: Size): unknown {
  const { width, height, padding } = pack(tiles, screen);
  const values = Object.entries({ width, height, padding });
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
  const screen = { width: 3_419, height: 4_396, extra: 0, slack: 0 };
  expect(evaluateCss(91, screen)).toEqual(toExpected(91, screen));
});
