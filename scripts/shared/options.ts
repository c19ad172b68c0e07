// The options of a script: one table gives parsing, defaults, limits and the help text.
import path from "node:path";
import { parseArgs } from "node:util";

type Option<T> = {
  /** Stands for the value in the help text; null for an option without one. */
  readonly value: string | null;
  readonly help: string;
  readonly fallback: T;
  /** @throws UsageError with the reason */
  readonly parse: (given: string | boolean) => T;
};
type Options = Readonly<Record<string, Option<unknown>>>;
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};
type Limits = { readonly min?: number; readonly max?: number };

export class UsageError extends Error {}

const USAGE_EXIT_CODE = 2;

/** A switch. One that is on by default is turned off by `--no-…`. */
export function flag(help: string, fallback = false): Option<boolean> {
  return { value: null, help, fallback, parse: Boolean };
}

export function text<T extends string | null>(value: string, help: string, fallback: T): Option<string | T> {
  return { value, help, fallback, parse: String };
}

export function integer(help: string, fallback: number, limits: Limits = {}): Option<number> {
  return { value: "N", help, fallback, parse: (given) => parseNumber(given, limits, true) };
}

export function seconds<T extends number | null>(
  help: string,
  fallback: T,
  limits: Limits = {},
): Option<number | T> {
  return { value: "SECONDS", help, fallback, parse: (given) => parseNumber(given, limits, false) };
}

/** Some of several names, separated by commas; all by default. */
export function names<N extends string>(help: string, known: readonly N[]): Option<readonly N[]> {
  return {
    value: "A,B",
    help: `${help}: ${known.join(", ")}`,
    fallback: known,
    parse(given) {
      const chosen = String(given).split(",");
      const unknown = chosen.filter((name) => !known.some((one) => one === name));
      if (unknown.length > 0) throw new UsageError(`knows ${known.join(", ")}, not ${unknown.join(", ")}`);
      return known.filter((name) => chosen.includes(name));
    },
  };
}

/** @throws UsageError that names everything that is wrong */
export function parseOptions<O extends Options>(options: O, args: readonly string[]): Values<O> {
  const types = Object.entries(options).map(([name, { value }]) => [
    name,
    { type: value === null ? ("boolean" as const) : ("string" as const) },
  ]);
  const faults: string[] = [];
  const attempt = <T>(work: () => T, prefix = ""): T | undefined => {
    try {
      return work();
    } catch (error) {
      faults.push(prefix + (error instanceof Error ? error.message : String(error)));
      return undefined;
    }
  };
  const flags = Object.fromEntries(types) as Record<string, { type: "boolean" | "string" }>;
  const given = attempt(() => parseArgs({ args: [...args], options: flags, allowNegative: true }).values);
  const values = Object.entries(options).map(([name, { fallback, parse }]) => {
    const value = given?.[name];
    return [
      name,
      typeof value === "string" || typeof value === "boolean"
        ? attempt(() => parse(value), `--${name} `)
        : fallback,
    ];
  });
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return Object.fromEntries(values) as Values<O>;
}

/** Runs a script in the folder of the project. @param main returns the exit code, if it is not 0 */
export async function runScript<O extends Options>(
  command: string,
  options: O,
  main: (values: Values<O>) => Promise<number | undefined>,
): Promise<void> {
  process.chdir(path.join(import.meta.dirname, "../.."));
  const args = process.argv.slice(2);
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    console.log(describeUsage(command, options));
    return;
  }
  try {
    process.exitCode = (await main(parseOptions(options, args))) ?? 0;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    console.error(isUsage ? `${error.message}\n\n${describeUsage(command, options)}` : error);
    process.exitCode = isUsage ? USAGE_EXIT_CODE : 1;
  }
}

function parseNumber(given: string | boolean, { min = 1, max = Infinity }: Limits, isWhole: boolean): number {
  const number = given === "" ? NaN : Number(given);
  if (number >= min && number <= max && (!isWhole || Number.isInteger(number))) return number;
  const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new UsageError(`must be a ${isWhole ? "whole number" : "number"} ${range}`);
}

function describeUsage(command: string, options: Options): string {
  const rows = Object.entries(options).map(([name, { value, help, fallback }]) => {
    const prefix = fallback === true ? "--no-" : "--";
    const isShown = typeof fallback === "string" || (typeof fallback === "number" && fallback !== Infinity);
    return [
      prefix + name + (value === null ? "" : ` ${value}`),
      help + (isShown ? ` (${fallback})` : ""),
    ] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`);
  return [`Usage: npm run ${command} -- [options]`, "", ...lines].join("\n");
}
