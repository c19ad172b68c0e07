import { parseArgs } from "node:util";

export type Options = {
  readonly feeds: number;
  /** How often each page is audited; the run in the middle counts. */
  readonly rounds: number;
  readonly build: boolean;
  /** Where Lighthouse's own reports are left. */
  readonly out: string;
};

export const USAGE = `Usage: npm run lighthouse -- [options]

  --feeds N     feeds on the wall (50)
  --rounds N    how often each page is audited; the run in the middle counts (3)
  --out DIR     where Lighthouse's own reports go (.data/lighthouse)
  --no-build    audit the production build that is there`;

const FLAGS = {
  feeds: { type: "string", default: "50" },
  rounds: { type: "string", default: "3" },
  out: { type: "string", default: ".data/lighthouse" },
  build: { type: "boolean", default: true },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Reads the command line. @throws Error that says what is wrong with it */
export function readOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({ args: [...args], options: FLAGS, allowNegative: true });
  if (values.help) return "help";
  const count = (name: "feeds" | "rounds") => {
    if (!/^[1-9]\d{0,3}$/.test(values[name])) throw new Error(`--${name} must be a whole number above 0`);
    return Number(values[name]);
  };
  return { feeds: count("feeds"), rounds: count("rounds"), build: values.build, out: values.out };
}
