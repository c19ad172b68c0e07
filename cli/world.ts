import { styleText } from "node:util";
import { escapeLines } from "#lib/http/escape.ts";
import { readEnvironment, type Environment } from "#lib/settings/environment.ts";
import { terminalAsk, type Ask } from "./ask.ts";

export type Colour = "green" | "yellow" | "red" | "dim";

/** Everything that a command reads from its surroundings. Tests make their own. */
export type World = {
  /** The environment, and what the env files of the folder add to it. */
  readonly env: Environment;
  readonly directory: string;
  /** @param colour of the first word */
  readonly print: (line: string, colour?: Colour) => void;
  readonly printError: (line: string) => void;
  readonly hasColours: boolean;
  /** Null without a terminal, and with CI=true. */
  readonly ask: Ask | null;
};

export function thisWorld(): World {
  const directory = process.cwd();
  const env = readEnvironment(directory);
  return {
    env,
    directory,
    print: (line) => process.stdout.write(`${line}\n`),
    printError: (line) => process.stderr.write(`${line}\n`),
    hasColours: process.stdout.isTTY && process.stdout.hasColors(),
    ask: mayAsk(env, process.stdin.isTTY && process.stdout.isTTY) ? terminalAsk() : null,
  };
}

/** Tells if commands may ask. Runners of builds set CI, and some have a terminal at which no person sits. */
export function mayAsk({ CI = "" }: Environment, hasTerminal: boolean): boolean {
  return hasTerminal && ["", "0", "false"].includes(CI.trim().toLowerCase());
}

/** Makes all that a command prints safe: text of the store, the provider or a file could rewrite the terminal. */
export function toSafe({ print, printError, ask, ...world }: World): World {
  return {
    ...world,
    print(line, colour) {
      const safe = escapeLines(line);
      const isPainted = colour !== undefined && world.hasColours;
      print(
        isPainted ? safe.replace(/^\S+/, (word) => styleText(colour, word, { validateStream: false })) : safe,
      );
    },
    printError: (line) => printError(escapeLines(line)),
    ask: ask === null ? null : toSafeAsk(ask),
  };
}

function toSafeAsk({ text, secret, confirm, choose }: Ask): Ask {
  return {
    text: (question, ...more) => text(escapeLines(question), ...more),
    secret: (question) => secret(escapeLines(question)),
    confirm: (question, initial) => confirm(escapeLines(question), initial),
    choose: (question, choices, initial) =>
      choose(
        escapeLines(question),
        choices.map(({ value, label }) => ({ value, label: escapeLines(label) })),
        initial,
      ),
  };
}
