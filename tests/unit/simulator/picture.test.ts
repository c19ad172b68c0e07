import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import { textPath, textWidth } from "../../../scripts/provider-sim/glyphs.ts";
import { drawnCamera } from "../../../scripts/provider-sim/picture.ts";
import { SCENES } from "../../../scripts/provider-sim/scenes.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const BETWEEN_CAPTIONS = { left: 0, top: 208, width: 1920, height: 592 };

describe("a drawn picture", () => {
  test.each(SCENES.map((_, position) => position))(
    "of scene %i is a JPEG of 1080p that changes with the time alone",
    async (position) => {
      const camera = drawnCamera("harbour", position);
      const [first, same, later] = await Promise.all([camera(NOON), camera(NOON), camera(NOON + 30_000)]);
      expect(inspectJpeg(first)).toMatchObject({ width: 1920, height: 1080 });
      expect(first.equals(same)).toBe(true);
      expect(await difference(first, later)).toBeGreaterThan(0.1);
    },
  );

  test("shows the name, and nothing of it but the shape of its letters", async () => {
    const [one, other] = await Promise.all([drawnCamera("one", 0)(NOON), drawnCamera("two", 0)(NOON)]);
    expect(one.equals(other)).toBe(false);
    const hostile = await drawnCamera('<script>&"</svg>', 0)(NOON);
    expect(inspectJpeg(hostile)).toMatchObject({ width: 1920, height: 1080 });
  });
});

describe("the typeface", () => {
  test("draws letters without accents alike, and others as a box", () => {
    expect(textPath("é", 0, 0, 70)).toBe(textPath("E", 0, 0, 70));
    expect(textPath("京", 0, 0, 70)).toBe(textPath("☀", 0, 0, 70));
    expect(textPath("A", 0, 0, 70)).not.toBe(textPath("B", 0, 0, 70));
  });

  test("draws within its width and height", () => {
    const numbers = [...textPath("W8:/", 0, 0, 70).matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)/g)];
    const right = Math.max(...numbers.map(([, x, , width]) => Number(x) + Number(width)));
    expect(right).toBeLessThanOrEqual(textWidth("W8:/", 70) + 0.001);
    expect(Math.max(...numbers.map(([, , y]) => Number(y)))).toBeLessThan(70);
  });
});

/** The mean difference of two scenes, in brightness levels of 256. Between the captions: the clock always moves. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const [one, other] = await Promise.all(
    [a, b].map((jpeg) => sharp(jpeg).extract(BETWEEN_CAPTIONS).resize(240).greyscale().raw().toBuffer()),
  );
  if (one === undefined || other === undefined) return 0;
  return one.reduce((sum, level, at) => sum + Math.abs(level - (other[at] ?? 0)), 0) / one.length;
}
