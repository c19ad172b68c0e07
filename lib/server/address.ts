import { parseArgs } from "node:util";
import type { Environment } from "#lib/settings/environment.ts";
import { SettingsError } from "#lib/settings/parse.ts";

export type Address = { readonly host: string; readonly port: number };

/**
 * Reads where to listen, as `next start` does. HOSTNAME is not read: shells and containers set it to the name of the
 * machine.
 *
 * @throws SettingsError for a malformed port
 */
export function parseAddress(args: readonly string[], { PORT = "" }: Environment): Address {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", short: "p" },
      hostname: { type: "string", short: "H", default: "0.0.0.0" },
    },
  });
  const port = values.port ?? (PORT.trim() === "" ? "3000" : PORT.trim());
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    const name = values.port === undefined ? "PORT" : "--port";
    throw new SettingsError([`${name} must be a whole number from 0 to 65535`]);
  }
  return { host: values.hostname, port: Number(port) };
}
