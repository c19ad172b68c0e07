import { readEnvironment, type Environment } from "#lib/settings/environment.ts";
import { terminalAsk, type Ask } from "./ask.ts";

/** All that a command has of the world around it: tests make another. */
export type World = {
  /** The environment, and what the env files of the folder add to it. */
  readonly env: Environment;
  readonly directory: string;
  /** Prints a line for the user, or for the program that reads it. */
  readonly print: (line: string) => void;
  /** Whether what is printed may have colours. */
  readonly hasColours: boolean;
  /** Null when nobody sits there to be asked. */
  readonly ask: Ask | null;
};

/** This process, started in this folder. */
export function thisWorld(): World {
  const directory = process.cwd();
  return {
    env: readEnvironment(directory),
    directory,
    print: (line) => process.stdout.write(`${line}\n`),
    hasColours: process.stdout.isTTY && process.stdout.hasColors(),
    ask: process.stdin.isTTY && process.stdout.isTTY ? terminalAsk() : null,
  };
}
