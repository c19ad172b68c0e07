import { parseArgs } from "node:util";
import type { Environment } from "#lib/settings/environment.ts";
import { SettingsError } from "#lib/settings/parse.ts";

export type Address = { readonly host: string; readonly port: number };

/**
 * As `next start` has it: of the environment the port alone, because shells and containers set HOSTNAME to the name of
 * the machine.
 *
 * @throws SettingsError for a port that is none
 */
export function addressOf(args: readonly string[], { PORT = "" }: Environment): Address {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", short: "p" },
      hostname: { type: "string", short: "H", default: "0.0.0.0" },
    },
  });
  const port = values.port ?? (PORT.trim() === "" ? "3000" : PORT.trim());
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new SettingsError([
      `${values.port === undefined ? "PORT" : "--port"} must be a whole number from 0 to 65535`,
    ]);
  }
  return { host: values.hostname, port: Number(port) };
}
