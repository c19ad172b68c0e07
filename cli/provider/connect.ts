import { readFileSync } from "node:fs";
import path from "node:path";
import { describeError } from "#lib/http/log.ts";
import { createProviderApi, type ProviderApi } from "../provider-api/provider-api.ts";
import { Sealed } from "../provider-api/sealed.ts";
import { parseToolSettings } from "#lib/settings/tools.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import type { World } from "../world/world.ts";

/** The option of every command that speaks to the provider; a secret itself in an argument would show in `ps`. */
export const API_SECRET_OPTION = { "api-secret-file": { type: "string" } } as const;

export const API_SECRET_HELP = `  --api-secret-file FILE   a file that holds the provider's API secret; or set MILLICAST_API_SECRET`;

/** The provider's API with the secret that was given; null when none was. */
export function findProvider(world: World, secretFile: string | undefined): ProviderApi | null {
  const { apiSecret, apiUrl } = parseToolSettings(world.env);
  const secret = secretFile === undefined ? apiSecret : readSecret(path.resolve(world.directory, secretFile));
  return secret === null ? null : createProviderApi({ url: apiUrl, secret: new Sealed(secret) });
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new UsageError(`--api-secret-file: ${describeError(error)}`);
  }
}

/** The same, for commands that do nothing without it; a person is asked for it. */
export async function connectProvider(world: World, secretFile: string | undefined): Promise<ProviderApi> {
  const found = findProvider(world, secretFile);
  if (found !== null) return found;
  if (world.ask === null) {
    throw new UsageError(
      "the provider's API secret is missing: set MILLICAST_API_SECRET, or give --api-secret-file",
    );
  }
  const secret = await world.ask.secret(
    "The provider's API secret (dashboard: Settings, Security, API Secrets)",
  );
  return createProviderApi({ url: parseToolSettings(world.env).apiUrl, secret: new Sealed(secret) });
}
