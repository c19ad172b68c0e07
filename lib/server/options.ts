import { parseArgs } from "node:util";
import type { Environment } from "#lib/settings/environment.ts";
import { SettingsError } from "#lib/settings/parse.ts";

export type Address = { readonly host: string; readonly port: number };

export type StartOptions = {
  readonly address: Address;
  /** Whether there are pages, and data for them. */
  readonly hasWall: boolean;
};

/**
 * Reads the options of `npm start`. HOSTNAME is not read: shells and containers set it to the name of the machine.
 *
 * @throws SettingsError for a malformed port, or an unknown option
 */
export function parseStartOptions(args: readonly string[], { PORT = "" }: Environment): StartOptions {
  const { values } = parse({
    args: [...args],
    options: {
      port: { type: "string", short: "p" },
      hostname: { type: "string", short: "H", default: "0.0.0.0" },
      "no-wall": { type: "boolean", default: false },
    },
  });
  const port = values.port ?? (PORT.trim() === "" ? "3000" : PORT.trim());
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    const name = values.port === undefined ? "PORT" : "--port";
    throw new SettingsError([`${name} must be a whole number from 0 to 65535`]);
  }
  return { address: { host: values.hostname, port: Number(port) }, hasWall: !values["no-wall"] };
}

const parse: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error)]);
  }
};
