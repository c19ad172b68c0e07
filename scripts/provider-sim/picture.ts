import sharp from "sharp";
import { textPath, textWidth } from "./glyphs.ts";
import { SCENES } from "./scenes.ts";

// Pictures are drawn once each. Their number at once is the memory that they take.
sharp.cache(false);
sharp.concurrency(1);

type Size = { readonly width: number; readonly height: number };

const SIZE: Size = { width: 1920, height: 1080 };
/** In the pixels of a wide picture, the room for its clock. In a narrower one all labels are smaller. */
const CLOCK_WIDTH = 1_080;
const JPEG_QUALITY = 85;
const HUE_STEP = 70;
const NOON = Date.UTC(2026, 0, 1, 12);

/** Makes the pictures of one feed: JPEGs of 1080p that depend on nothing but the time, ms since 1970. */
export type Camera = (time: number) => Promise<Buffer>;

/**
 * A camera on a drawn scene that moves, with a name and a running clock large enough to be read on a small tile.
 *
 * @param title empty for none
 * @param position chooses scene and colours, so that the feeds of a wall look different
 */
export function drawnCamera(title: string, position: number, size = SIZE, hasClock = true): Camera {
  const scene = SCENES[position % SCENES.length];
  if (scene === undefined) throw new RangeError(`no scene for position ${position}`);
  // Each scene in its natural colours first.
  const hue = Math.floor(position / SCENES.length) * HUE_STEP;
  const { width, height } = size;
  return (time) => {
    // The scene fills the frame, and the labels are laid out for its shape.
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${width}" height="${height}" preserveAspectRatio="xMidYMid slice">` +
      `${scene(time / 1000, hue)}</svg>${captions(title, hasClock ? time : null, size)}</svg>`;
    return sharp(Buffer.from(svg)).jpeg({ quality: JPEG_QUALITY }).toBuffer();
  };
}

/** Different pictures, ahead of time: drawing takes longer than anything that is measured. */
export function drawPictures(title: string, count: number): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, n) => drawnCamera(`${title} ${n + 1}`, n)(NOON + n * 7_000)),
  );
}

/** Nothing of a title but the shape of its letters gets into the SVG. */
function captions(title: string, time: number | null, { width, height }: Size): string {
  const unit = Math.min(1, width / CLOCK_WIDTH);
  const at = (text: string, x: number, y: number, size: number) => label(text, x * unit, y, size * unit);
  const name = title === "" ? "" : at(title, 60, 60 * unit, titleSize(title, width / unit));
  if (time === null) return name;
  const clock = new Date(time).toISOString().slice(11, 19);
  return name + at(clock, 60, height - 200 * unit, 110) + at("UTC", 870, height - 142 * unit, 52);
}

function titleSize(title: string, width: number): number {
  const size = 84;
  return Math.min(size, (size * (width - 200)) / textWidth(title, size));
}

function label(text: string, x: number, y: number, size: number): string {
  const pad = size * 0.28;
  const box = `<rect x="${x - pad}" y="${y - pad}" width="${textWidth(text, size) + 2 * pad}" height="${size + 2 * pad}" rx="${pad / 2}" fill="#000" opacity="0.55"/>`;
  return `${box}<path d="${textPath(text, x, y, size)}" fill="#fff"/>`;
}
