import { parseArgs } from "node:util";
import type { Load } from "./cell.ts";

export type Options = {
  readonly full: boolean;
  /** How long each gallery is watched under each load. */
  readonly seconds: number;
  readonly images: string | null;
  /** Where the figures and the picture of them go: FILE.json and FILE.svg. */
  readonly out: string;
  readonly build: boolean;
  readonly parts: readonly Part[];
  readonly profile: string | null;
};

export type Part = (typeof PARTS)[number];
const PARTS = ["loads", "cold", "screen", "page"] as const;

export const USAGE = `Usage: npm run bench:wall -- [options]

  --full          all loads: 12 to 5,000 feeds × 1 to 100 viewers × 1 to 100,000 frames of history (about 30 min)
  --seconds N     how long each gallery is watched under each load (8)
  --images DIR    JPEGs of a folder instead of drawn pictures of 1080p
  --only A,B      some of: loads, cold, screen, page
  --out FILE      where the figures go, as FILE.json and FILE.svg (.data/bench/wall)
  --profile DIR   leave a CPU profile of each gallery
  --no-build      measure the production build that is there`;

/** One thing grows at a time. What is left out of all combinations is in --full. */
const SOME: readonly Load[] = [
  { feeds: 12, viewers: 10, history: 1 },
  { feeds: 50, viewers: 10, history: 1 },
  { feeds: 500, viewers: 10, history: 1 },
  { feeds: 5_000, viewers: 10, history: 1 },
  { feeds: 50, viewers: 1, history: 1 },
  { feeds: 50, viewers: 100, history: 1 },
  { feeds: 50, viewers: 10, history: 1_000 },
  { feeds: 50, viewers: 10, history: 100_000 },
];

export function loadsOf({ full }: Pick<Options, "full">): readonly Load[] {
  if (!full) return SOME;
  return [12, 50, 500, 5_000].flatMap((feeds) =>
    [1, 10, 100].flatMap((viewers) => [1, 1_000, 100_000].map((history) => ({ feeds, viewers, history }))),
  );
}

/** Reads the command line. @throws Error that says what is wrong with it */
export function readOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: "boolean", default: false },
      seconds: { type: "string", default: "8" },
      images: { type: "string" },
      only: { type: "string" },
      out: { type: "string", default: ".data/bench/wall" },
      profile: { type: "string" },
      build: { type: "boolean", default: true },
      help: { type: "boolean", short: "h", default: false },
    },
    allowNegative: true,
  });
  if (values.help) return "help";
  if (!/^[1-9]\d{0,3}$/.test(values.seconds)) throw new Error("--seconds must be a whole number above 0");
  const named = values.only?.split(",") ?? PARTS;
  const unknown = named.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`--only knows ${PARTS.join(", ")}, and no ${unknown}`);
  return {
    full: values.full,
    seconds: Number(values.seconds),
    images: values.images ?? null,
    out: values.out,
    build: values.build,
    parts: PARTS.filter((part) => named.includes(part)),
    profile: values.profile ?? null,
  };
}
