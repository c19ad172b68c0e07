import { describeError } from "#lib/http/log.ts";
import { ProviderError } from "../provider-api/error.ts";
import { adviceOn } from "../provider/advice.ts";
import { plain } from "../world/plain.ts";

export type Command = {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** @returns the exit code: 0 when all is well, 1 when something is not */
  readonly run: (args: string[]) => Promise<number>;
};

export type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

/** The user asked for something that there is not: told in one line, without a stack. */
export class UsageError extends Error {
  override name = "UsageError";
}

const USAGE_EXIT_CODE = 2;

/**
 * Runs the command that the first argument names.
 *
 * @returns the exit code: the command's own, 1 when it broke off, 2 when it was asked in a wrong way
 */
export async function dispatch(
  commands: readonly Command[],
  [name, ...args]: readonly string[],
  { out, err }: Output,
): Promise<number> {
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    out(overview(commands));
    return name === undefined ? USAGE_EXIT_CODE : 0;
  }
  const command = commands.find((known) => known.name === name);
  if (command === undefined) {
    err(`There is no command "${name}".\n\n${overview(commands)}`);
    return USAGE_EXIT_CODE;
  }
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof ProviderError) {
      err(`livewall ${name}: the provider: ${plain(error.message)}. ${adviceOn(error)}\n`);
      return 1;
    }
    if (!isUsageError(error)) {
      err(`livewall ${name}: ${describeError(error)}\n`);
      return 1;
    }
    err(`livewall ${name}: ${error.message}\nMore: npm run livewall -- ${name} --help\n`);
    return USAGE_EXIT_CODE;
  }
}

/** Ours, or that of Node's own parser of arguments. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return (
    error instanceof TypeError &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("ERR_PARSE_ARGS")
  );
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(0, ...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`);
  return `npm run livewall -- <command>\n\n${lines.join("")}\nEach explains itself with --help.\n`;
}
