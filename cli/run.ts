import { CommanderError } from "commander";
import { escapeText } from "#lib/http/escape.ts";
import { describeError } from "#lib/http/log.ts";
import packageJson from "../package.json" with { type: "json" };
import { createCommand, type Run, UsageError } from "./command.ts";
import { ProviderError } from "./provider-api/call.ts";
import { findRemedy } from "./provider.ts";
import { toSafe, type World } from "./world.ts";

const USAGE_EXIT_CODE = 2;

/** Runs the command that the first argument names. Returns its exit code: 1 after an error, 2 after wrong use. */
export async function runCommand(
  commands: readonly { readonly name: string; readonly summary: string; readonly run: Run }[],
  args: readonly string[],
  given: World,
): Promise<number> {
  const world = toSafe(given);
  const [name = "", ...rest] = args;
  try {
    const command = commands.find((known) => known.name === name);
    if (command !== undefined) return await command.run(rest, world);
    const overview = createCommand("", "Set up, check and use a Livewall.", world)
      .usage("<command> [options]")
      .version(packageJson.version)
      .showHelpAfterError();
    for (const { name, summary } of commands) overview.command(name).description(summary);
    overview.parse(name === "help" ? ["--help"] : args, { from: "user" });
    return USAGE_EXIT_CODE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
    if (error instanceof UsageError) {
      const text = indent(error.message);
      world.printError(`livewall ${name}: ${text}\nMore: npm run livewall -- ${name} --help`);
      return USAGE_EXIT_CODE;
    }
    const text =
      error instanceof ProviderError
        ? `the provider: ${escapeText(error.message)}. ${findRemedy(error)}`
        : describeError(error);
    world.printError(`livewall ${name}: ${indent(text)}`);
    return 1;
  }
}

/** A message of several lines must not pass for several messages. */
function indent(text: string): string {
  return text.replaceAll(/\n\s*/g, "\n  ");
}
