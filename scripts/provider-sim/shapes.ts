// The shapes of the scenes: parts of an SVG of 1920 × 1080.
export const W = 1920;
export const H = 1080;

export const hsl = (hue: number, saturation: number, lightness: number) =>
  `hsl(${Math.round((hue + 360) % 360)},${saturation}%,${lightness}%)`;

export const gradient = (id: string, top: string, bottom: string) =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`;

export const rect = (x: number, y: number, w: number, h: number, fill: string, more = "") =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${w.toFixed(1)}" height="${h.toFixed(1)}" fill="${fill}" ${more}/>`;

export const circle = (x: number, y: number, r: number, fill: string, more = "") =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${fill}" ${more}/>`;

export const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** From 0 to 1, the same for the same number. */
export const scatter = (n: number) => Math.abs(Math.sin(n * 127.1 + 11.7) * 43758.5453) % 1;

/** From 0 to 1 and again, once in `period` seconds. */
export const phase = (seconds: number, period: number) => (seconds % period) / period;

export function wave(y: number, height: number, length: number, shift: number, fill: string): string {
  const points = range(49).map(
    (i) => `${i * 40},${(y + Math.sin((i * 40) / length + shift) * height).toFixed(1)}`,
  );
  return `<polygon points="0,${H} ${points.join(" ")} ${W},${H}" fill="${fill}"/>`;
}
