import type { Environment } from "./environment.ts";
import { parseTable } from "./parse.ts";
import { TOOLS } from "./table.ts";
import { WEBHOOK_PATH } from "./values.ts";

/** @throws SettingsError with all faults at once */
export function parseToolSettings(env: Environment) {
  const e = parseTable(TOOLS, env);
  return {
    /** The API secret of the provider's account. */
    apiSecret: e.MILLICAST_API_SECRET?.trim() ?? null,
    apiUrl: e.MILLICAST_API_URL,
    /** The public address of this Livewall, without a slash at its end. */
    publicUrl: e.PUBLIC_URL ?? null,
  };
}

/** Where the provider sends the hooks of a Livewall. */
export function webhookUrl(publicUrl: string): string {
  return publicUrl + WEBHOOK_PATH;
}
