import { Command, type CommanderError } from "commander";
import type { Environment } from "#lib/settings/environment.ts";
import { SettingsError } from "#lib/settings/parse.ts";
import packageJson from "../../package.json" with { type: "json" };

export type Address = { readonly host: string; readonly port: number };

export type StartOptions = {
  readonly address: Address;
  /** Whether there are pages, and data for them. */
  readonly hasWall: boolean;
};

type Values = { readonly port?: string; readonly hostname: string; readonly wall: boolean };

/**
 * Reads the options of `npm start`. HOSTNAME is not read: shells and containers set it to the name of the machine.
 *
 * @param end is called after the help or the version was printed
 * @throws SettingsError for a malformed port, or an unknown option
 */
export function parseStartOptions(
  args: readonly string[],
  { PORT = "" }: Environment,
  end: (code: number) => never = (code) => process.exit(code),
): StartOptions {
  const values = parse(args, end);
  const port = values.port ?? (PORT.trim() === "" ? "3000" : PORT.trim());
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    const name = values.port === undefined ? "PORT" : "--port";
    throw new SettingsError([`${name} must be a whole number from 0 to 65535`]);
  }
  return { address: { host: values.hostname, port: Number(port) }, hasWall: values.wall };
}

function parse(args: readonly string[], end: (code: number) => never): Values {
  const program = new Command("npm start --")
    .description("Starts Livewall.")
    .option("-p, --port <port>", "the port (default: PORT, or 3000)")
    .option("-H, --hostname <address>", "the address of this machine to listen at", "0.0.0.0")
    .option("--no-wall", "accept hooks alone, without pages")
    .version(packageJson.version)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  try {
    return program.parse(args, { from: "user" }).opts<Values>();
  } catch (error) {
    const { exitCode, message } = error as CommanderError;
    if (exitCode === 0) return end(0);
    throw new SettingsError([`${message.replace(/^error: /, "").replace("\n", " ")} (see --help)`]);
  }
}
