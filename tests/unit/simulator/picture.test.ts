import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import { textPath, textWidth } from "../../../scripts/provider-sim/glyphs.ts";
import { drawnCamera } from "../../../scripts/provider-sim/picture.ts";
import { SCENES } from "../../../scripts/provider-sim/scenes.ts";

// The receiver's own code, of another test in the same process, blocks all formats but JPEG.
beforeAll(() => sharp.unblock({ operation: ["VipsForeignLoadSvg"] }));
afterAll(() => sharp.block({ operation: ["VipsForeignLoadSvg"] }));

test("draws scenes that differ and change with the time", () => {
  const drawn = SCENES.flatMap((scene) => [scene(0, 0), scene(30, 0), scene(0, 70)]);
  expect(new Set(drawn).size).toBe(3 * SCENES.length);
});

test("draws the shape of any name", async () => {
  const [one, again, hostile] = await Promise.all(
    ["one", "one", '<script>&"</svg>'].map((name) => drawnCamera(name, 0)(0)),
  );
  expect(one).toEqual(again);
  expect(inspectJpeg(hostile ?? Buffer.of())).toMatchObject({ width: 1920, height: 1080 });
});

test("draws letters without accents, and unknown characters as a box", () => {
  expect(textPath("é", 0, 0, 70)).toBe(textPath("E", 0, 0, 70));
  expect(textPath("京", 0, 0, 70)).toBe(textPath("☀", 0, 0, 70));
  expect(textPath("A", 0, 0, 70)).not.toBe(textPath("B", 0, 0, 70));
  expect(textWidth("AB", 70)).toBe(110);
});
