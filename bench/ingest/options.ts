import { parseArgs } from "node:util";

export type Options = {
  /** Hooks of a round that come one after the other, for the latency. */
  readonly single: number;
  /** Hooks of a round that come `atOnce` at a time, for the rate. */
  readonly hooks: number;
  readonly atOnce: number;
  readonly rounds: number;
  /** A folder of JPEGs instead of drawn pictures. */
  readonly images: string | null;
  readonly json: string;
  readonly build: boolean;
  /** The receivers that are measured; null for all. */
  readonly only: readonly string[] | null;
  /** Where each receiver leaves a CPU profile; null for none. */
  readonly profile: string | null;
};

export const USAGE = `Usage: npm run bench:ingest -- [options]

  --rounds N      how often each receiver has its turn; the medians count (3)
  --single N      hooks of a round one at a time, for the latency (100)
  --hooks N       hooks of a round many at a time, for the rate (400)
  --at-once N     how many at a time (16)
  --images DIR    JPEGs of a folder instead of drawn pictures of 1080p
  --only A,B      some of: livewall, originals, unindexed, alone, alone-originals, alone-unindexed, vendor, two-puts,
                  floor, floor-without-store
  --json FILE     where the figures go (.data/bench/ingest.json)
  --profile DIR   leave a CPU profile of each receiver
  --no-build      measure the production build that is there`;

const FLAGS = {
  rounds: { type: "string", default: "3" },
  single: { type: "string", default: "100" },
  hooks: { type: "string", default: "400" },
  "at-once": { type: "string", default: "16" },
  images: { type: "string" },
  only: { type: "string" },
  json: { type: "string", default: ".data/bench/ingest.json" },
  profile: { type: "string" },
  build: { type: "boolean", default: true },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Reads the command line. @throws Error that says what is wrong with it */
export function readOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({ args: [...args], options: FLAGS, allowNegative: true });
  if (values.help) return "help";
  const count = (name: "rounds" | "single" | "hooks" | "at-once") => {
    if (!/^[1-9]\d{0,5}$/.test(values[name])) throw new Error(`--${name} must be a whole number above 0`);
    return Number(values[name]);
  };
  return {
    single: count("single"),
    hooks: count("hooks"),
    atOnce: count("at-once"),
    rounds: count("rounds"),
    images: values.images ?? null,
    json: values.json,
    build: values.build,
    only: values.only?.split(",") ?? null,
    profile: values.profile ?? null,
  };
}
