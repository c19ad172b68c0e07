import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import { textPath, textWidth } from "../../../scripts/provider-sim/glyphs.ts";
import { drawnCamera } from "../../../scripts/provider-sim/picture.ts";
import { SCENES } from "../../../scripts/provider-sim/scenes.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const BETWEEN_CAPTIONS = { left: 0, top: 208, width: 1920, height: 592 };

// The receiver's pictures, which other tests of this process import, allow sharp nothing but JPEG.
beforeAll(() => sharp.unblock({ operation: ["VipsForeignLoadSvg"] }));
afterAll(() => sharp.block({ operation: ["VipsForeignLoadSvg"] }));

test.each(SCENES.map((_, position) => position))("scene %i changes with the time", async (position) => {
  const camera = drawnCamera("harbour", position);
  const [first, later] = await Promise.all([camera(NOON), camera(NOON + 30_000)]);
  expect(inspectJpeg(first)).toMatchObject({ width: 1920, height: 1080 });
  expect(await measureDifference(first, later)).toBeGreaterThan(0.1);
});

test("a picture shows the shape of its name, whatever its characters", async () => {
  const [one, again, other] = await Promise.all(
    ["one", "one", "two"].map((name) => drawnCamera(name, 0)(NOON)),
  );
  expect([one?.equals(again ?? Buffer.of()), one?.equals(other ?? Buffer.of())]).toEqual([true, false]);
  const hostile = await drawnCamera('<script>&"</svg>', 0)(NOON);
  expect(inspectJpeg(hostile)).toMatchObject({ width: 1920, height: 1080 });
});

test("the typeface draws accented letters without accents, and unknown characters as a box", () => {
  expect(textPath("é", 0, 0, 70)).toBe(textPath("E", 0, 0, 70));
  expect(textPath("京", 0, 0, 70)).toBe(textPath("☀", 0, 0, 70));
  expect(textPath("A", 0, 0, 70)).not.toBe(textPath("B", 0, 0, 70));
  expect(textWidth("AB", 70)).toBe(110);
});

/** The mean difference in brightness levels of 256, without the captions: the clock always moves. */
async function measureDifference(a: Buffer, b: Buffer): Promise<number> {
  const [one = Buffer.of(), other = Buffer.of()] = await Promise.all(
    [a, b].map((jpeg) => sharp(jpeg).extract(BETWEEN_CAPTIONS).resize(240).greyscale().raw().toBuffer()),
  );
  return one.reduce((sum, level, at) => sum + Math.abs(level - (other[at] ?? 0)), 0) / one.length;
}
