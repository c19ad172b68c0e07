import type { Load, Measured } from "./cell.ts";

type Panel = {
  readonly title: string;
  readonly axis: keyof Load;
  readonly fixed: Partial<Load>;
  readonly of: (m: Measured) => number;
};

const WIDTH = 300;
const HEIGHT = 220;
const PAD = { left: 52, right: 14, top: 34, bottom: 40 };
const COLOURS: Readonly<Record<string, string>> = { livewall: "#0f766e", naive: "#c2410c", limit: "#78716c" };

const bytes = (m: Measured) => m.pictureBytes + m.pollBytes;
const PANELS: readonly Panel[] = [
  {
    title: "bytes a viewer and minute, by feeds",
    axis: "feeds",
    fixed: { viewers: 10, history: 1 },
    of: bytes,
  },
  {
    title: "LISTs a minute, by viewers",
    axis: "viewers",
    fixed: { feeds: 50, history: 1 },
    of: (m) => m.lists,
  },
  {
    title: "LISTs a minute, by frames a feed",
    axis: "history",
    fixed: { feeds: 50, viewers: 10 },
    of: (m) => m.lists,
  },
  {
    title: "server CPU ms a minute, by feeds",
    axis: "feeds",
    fixed: { viewers: 10, history: 1 },
    of: (m) => m.cpuMs,
  },
  {
    title: "server CPU ms a minute, by viewers",
    axis: "viewers",
    fixed: { feeds: 50, history: 1 },
    of: (m) => m.cpuMs,
  },
  {
    title: "server CPU ms a minute, by frames a feed",
    axis: "history",
    fixed: { feeds: 50, viewers: 10 },
    of: (m) => m.cpuMs,
  },
];

type Point = { readonly x: number; readonly y: number };

/** How the cost grows with feeds, viewers and history, one of them at a time: an SVG, both axes logarithmic. */
export function growthChart(all: readonly Measured[]): string {
  const panels = PANELS.map((panel, n) => {
    const x = (n % 3) * WIDTH;
    const y = Math.floor(n / 3) * HEIGHT;
    return `<g transform="translate(${x} ${y})">${drawn(panel, all)}</g>`;
  });
  const legend = Object.entries(COLOURS)
    .map(
      ([name, colour], n) =>
        `<text x="${PAD.left + n * 90}" y="${2 * HEIGHT + 20}" fill="${colour}">● ${name}</text>`,
    )
    .join("");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${3 * WIDTH} ${2 * HEIGHT + 32}" font-family="sans-serif" font-size="11">` +
    `<rect width="100%" height="100%" fill="#fff"/>${panels.join("")}${legend}</svg>\n`
  );
}

function seriesOf({ axis, fixed, of }: Panel, all: readonly Measured[]): Map<string, Point[]> {
  const here = all.filter(
    ({ load, opened }) =>
      opened && Object.entries(fixed).every(([name, value]) => load[name as keyof Load] === value),
  );
  const series = Map.groupBy(
    here.map((m) => ({ name: m.gallery, x: m.load[axis], y: of(m) })),
    ({ name }) => name,
  );
  const limit = of === bytes ? here.filter(({ gallery }) => gallery === "livewall") : [];
  const points = new Map<string, Point[]>(series);
  if (limit.length > 0)
    points.set(
      "limit",
      limit.map((m) => ({ x: m.load[axis], y: m.limitBytes })),
    );
  for (const [name, line] of points)
    points.set(
      name,
      line.filter(({ y }) => y > 0).toSorted((a, b) => a.x - b.x),
    );
  return points;
}

function drawn(panel: Panel, all: readonly Measured[]): string {
  const series = seriesOf(panel, all);
  const points = [...series.values()].flat();
  const heading = `<text x="${PAD.left}" y="20" font-weight="bold">${panel.title}</text>`;
  if (points.length === 0) return heading;
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const across = scale(xs[0] ?? 1, xs.at(-1) ?? 1, PAD.left, WIDTH - PAD.right);
  const low = 10 ** Math.floor(Math.log10(Math.min(...points.map(({ y }) => y))));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...points.map(({ y }) => y)) * 1.01));
  const up = scale(low, high, HEIGHT - PAD.bottom, PAD.top);
  const lines = [...series].map(([name, line]) => {
    const places = line.map(({ x, y }) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`);
    const dots = places.map(
      (place) => `<circle cx="${place.split(",")[0]}" cy="${place.split(",")[1]}" r="3"/>`,
    );
    const colour = COLOURS[name] ?? "#000";
    return `<g fill="${colour}"><polyline points="${places.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join("")}</g>`;
  });
  const rules = decades(low, high).map(
    (value) =>
      `<line x1="${PAD.left}" x2="${WIDTH - PAD.right}" y1="${up(value)}" y2="${up(value)}" stroke="#e7e5e4"/>` +
      `<text x="${PAD.left - 6}" y="${up(value) + 4}" text-anchor="end">${short(value)}</text>`,
  );
  const marks = xs.map(
    (x) => `<text x="${across(x)}" y="${HEIGHT - PAD.bottom + 16}" text-anchor="middle">${short(x)}</text>`,
  );
  return heading + rules.join("") + marks.join("") + lines.join("");
}

function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  const span = Math.log(high) - Math.log(low) || 1;
  return (value) => from + ((Math.log(value) - Math.log(low)) / span) * (to - from);
}

function decades(low: number, high: number): number[] {
  const count = Math.round(Math.log10(high / low));
  return Array.from({ length: count + 1 }, (_, n) => low * 10 ** n);
}

function short(value: number): string {
  return Intl.NumberFormat("en", { notation: "compact" }).format(value);
}
