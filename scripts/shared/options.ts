// The options of a script, on commander: one table gives their types, defaults, limits and help.
import path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { describeError } from "#lib/http/log.ts";

type Setting<T> = {
  /** Stands for the value in the help text; null for a switch. */
  readonly value: string | null;
  readonly help: string;
  readonly fallback: T;
  /** @throws InvalidArgumentError with the reason */
  readonly parse?: (given: string) => T;
  /** The one value without a name. */
  readonly isArgument?: true;
};
type Settings = Readonly<Record<string, Setting<unknown>>>;
export type Values<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};
type Limits = { readonly min?: number; readonly max?: number };

/** Ends a script with its message and its help. */
export class UsageError extends Error {}

const USAGE_EXIT_CODE = 2;

/** A switch. One that is on by default is turned off by `--no-…`. */
export function flag(help: string, fallback = false): Setting<boolean> {
  return { value: null, help, fallback };
}

export function text<T extends string | null>(value: string, help: string, fallback: T): Setting<string | T> {
  return { value, help, fallback };
}

/** A value without a name, which may be left out. */
export function argument(help: string): Setting<string | null> {
  return { value: null, help, fallback: null, isArgument: true };
}

export function integer(help: string, fallback: number, limits: Limits = {}): Setting<number> {
  return { value: "N", help, fallback, parse: (given) => parseNumber(given, limits, true) };
}

export function seconds<T extends number | null>(
  help: string,
  fallback: T,
  limits: Limits = {},
): Setting<number | T> {
  return { value: "SECONDS", help, fallback, parse: (given) => parseNumber(given, limits, false) };
}

/** Some of several names, separated by commas; all by default. */
export function names<N extends string>(help: string, known: readonly N[]): Setting<readonly N[]> {
  return {
    value: "A,B",
    help: `${help}: ${known.join(", ")}`,
    fallback: known,
    parse(given) {
      const chosen = given.split(",");
      const unknown = chosen.filter((name) => !known.some((one) => one === name));
      if (unknown.length > 0) throw new InvalidArgumentError(`There is no ${unknown.join(", ")}.`);
      return known.filter((name) => chosen.includes(name));
    },
  };
}

/** Runs a script in the folder of the project. @param main returns the exit code, if it is not 0 */
export async function runScript<S extends Settings>(
  command: string,
  settings: S,
  main: (values: Values<S>) => Promise<number | undefined>,
): Promise<void> {
  process.chdir(path.join(import.meta.dirname, "../.."));
  const program = new Command(command.includes(" -- ") ? `npm run ${command}` : `npm run ${command} --`)
    .showHelpAfterError()
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE_EXIT_CODE));
  try {
    process.exitCode = (await main(parseOptions(settings, process.argv.slice(2), program))) ?? 0;
    // Nothing is left to do then. Otherwise Node.js 24 may spin for ever in node::Environment::CleanupHandles, if a
    // connection to a server that was killed is still half open.
    process.once("beforeExit", () => process.exit());
  } catch (error) {
    if (error instanceof UsageError) program.error(error.message);
    console.error(describeFailure(error));
    process.exitCode = 1;
  }
}

/** Describes why a script failed, in one line. Only a fault in the script itself has its stack. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === "EADDRINUSE") {
    const taken = `Port ${port ?? ""} on ${address ?? "this machine"} cannot be used: another program listens there.`;
    return `${taken} Stop it, or choose another port.`;
  }
  const isOurs = ["TypeError", "RangeError", "ReferenceError", "AssertionError"].includes(error.name);
  return isOurs ? (error.stack ?? error.message) : describeError(error);
}

export function parseOptions<S extends Settings>(
  settings: S,
  args: readonly string[],
  program = new Command(),
): Values<S> {
  const named = Object.entries(settings).filter(([name, { isArgument, help }]) => {
    if (isArgument) program.argument(`[${name}]`, help);
    return !isArgument;
  });
  const options = named.map(([name, { value, help, fallback, parse }]) => {
    const flags = fallback === true ? `--no-${name}` : `--${name}`;
    const option = new Option(value === null ? flags : `${flags} <${value}>`, help);
    if (parse !== undefined) option.argParser(parse);
    if (typeof fallback === "string" || (typeof fallback === "number" && fallback !== Infinity))
      option.default(fallback);
    program.addOption(option);
    return [name, option] as const;
  });
  const given = program.parse(args, { from: "user" }).opts<Readonly<Record<string, unknown>>>();
  const attributes = new Map(options.map(([name, option]) => [name, option.attributeName()]));
  const values = Object.entries(settings).map(([name, { fallback }]) => {
    const attribute = attributes.get(name);
    return [name, (attribute === undefined ? program.args[0] : given[attribute]) ?? fallback];
  });
  return Object.fromEntries(values) as Values<S>;
}

function parseNumber(given: string, { min = 1, max = Infinity }: Limits, isWhole: boolean): number {
  const number = given === "" ? NaN : Number(given);
  if (number >= min && number <= max && (!isWhole || Number.isInteger(number))) return number;
  const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new InvalidArgumentError(`It must be a ${isWhole ? "whole number" : "number"} ${range}.`);
}
