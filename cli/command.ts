import { Command, InvalidArgumentError } from "commander";
import { parseStream, type Stream } from "#lib/model/stream.ts";
import type { World } from "./world.ts";

/** Runs a command. Returns the exit code: 0 for success, 1 for failure. */
export type Run = (args: string[], world: World) => Promise<number>;

/** Wrong use of a command. It is printed as one line, without a stack. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Creates a parser that prints to `world` and throws CommanderError instead of ending the process. */
export function createCommand(name: string, description: string, world: World): Command {
  const path = `npm run livewall -- ${name}`.trim();
  return new Command(path)
    .description(description.replaceAll("\n", " "))
    .exitOverride()
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => world.print(text.trimEnd()),
      writeErr: (text) => world.printError(text.trimEnd()),
      outputError: (text, write) => write(`${`livewall ${name}`.trim()}: ${text.replace("error: ", "")}`),
    })
    .showHelpAfterError(`More: ${path} --help`);
}

export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** Parses the number that the provider gives to a webhook or a token. */
export function parseId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a number: see the list.");
  return Number(text);
}

export function parseStreamOption(text: string): Stream {
  const stream = parseStream(text);
  if (stream === null) throw new InvalidArgumentError("It must be <account>/<name>.");
  return stream;
}

export function collect<T>(parse: (text: string) => T): (text: string, before?: readonly T[]) => T[] {
  return (text, before = []) => [...before, parse(text)];
}
