import sharp from "sharp";
import { textPath, textWidth } from "./glyphs.ts";
import { SCENES, type Scene } from "./scenes.ts";

// Pictures are drawn once each. Their number at once is the memory that they take.
sharp.cache(false);
sharp.concurrency(1);

const WIDTH = 1920;
const HEIGHT = 1080;
const JPEG_QUALITY = 85;
const HUE_STEP = 70;
const NOON = Date.UTC(2026, 0, 1, 12);

/** Makes the pictures of one feed: JPEGs of 1080p that depend on nothing but the time, ms since 1970. */
export type Camera = (time: number) => Promise<Buffer>;

/**
 * A camera on a drawn scene that moves, with a name and a running clock large enough to be read on a small tile.
 *
 * @param position chooses scene and colours, so that the feeds of a wall look different
 */
export function drawnCamera(title: string, position: number): Camera {
  const scene = SCENES[position % SCENES.length];
  if (scene === undefined) throw new RangeError(`no scene for position ${position}`);
  // Each scene in its natural colours first.
  const hue = Math.floor(position / SCENES.length) * HUE_STEP;
  return (time) => render(scene, hue, title, time);
}

/** Different pictures, ahead of time: drawing takes longer than anything that is measured. */
export function drawPictures(title: string, count: number): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, n) => drawnCamera(`${title} ${n + 1}`, n)(NOON + n * 7_000)),
  );
}

function render(scene: Scene, hue: number, title: string, time: number): Promise<Buffer> {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">` +
    `${scene(time / 1000, hue)}${captions(title, time)}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: JPEG_QUALITY }).toBuffer();
}

/** Nothing of a title but the shape of its letters gets into the SVG. */
function captions(title: string, time: number): string {
  const clock = new Date(time).toISOString().slice(11, 19);
  return (
    label(title, 60, 60, titleSize(title)) +
    label(clock, 60, HEIGHT - 200, 110) +
    label("UTC", 870, HEIGHT - 142, 52)
  );
}

function titleSize(title: string): number {
  const size = 84;
  return Math.min(size, (size * (WIDTH - 200)) / textWidth(title, size));
}

function label(text: string, x: number, y: number, size: number): string {
  const pad = size * 0.28;
  const box = `<rect x="${x - pad}" y="${y - pad}" width="${textWidth(text, size) + 2 * pad}" height="${size + 2 * pad}" rx="${pad / 2}" fill="#000" opacity="0.55"/>`;
  return `${box}<path d="${textPath(text, x, y, size)}" fill="#fff"/>`;
}
