import { readEnvironment, type Environment } from "#lib/settings/environment.ts";
import { terminalAsk, type Ask } from "./ask.ts";

/** Everything that a command reads from its surroundings. Tests make their own. */
export type World = {
  /** The environment, and what the env files of the folder add to it. */
  readonly env: Environment;
  readonly directory: string;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly hasColours: boolean;
  /** Null without a terminal. */
  readonly ask: Ask | null;
};

export function thisWorld(): World {
  const directory = process.cwd();
  return {
    env: readEnvironment(directory),
    directory,
    print: (line) => process.stdout.write(`${line}\n`),
    printError: (line) => process.stderr.write(`${line}\n`),
    hasColours: process.stdout.isTTY && process.stdout.hasColors(),
    ask: process.stdin.isTTY && process.stdout.isTTY ? terminalAsk() : null,
  };
}
