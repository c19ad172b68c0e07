import { readFileSync } from "node:fs";
import path from "node:path";
import { describeError } from "#lib/http/log.ts";
import { parseToolSettings } from "./tool-settings.ts";
import { UsageError } from "./command.ts";
import { ADVICE } from "./doctor/advice/index.ts";
import type { Ask } from "./ask.ts";
import type { ProviderError, ProviderFault } from "./provider-api/call.ts";
import { createProviderApi, type ProviderApi } from "./provider-api/provider-api.ts";
import { Sealed } from "./provider-api/model.ts";
import type { World } from "./world.ts";

/** The secret itself is no option: `ps` shows arguments. */
export const API_SECRET_OPTION = [
  "--api-secret-file <file>",
  "a file with the provider's API secret; or set MILLICAST_API_SECRET",
] as const;

const REMEDIES: Readonly<Record<ProviderFault, string>> = {
  unauthorized: ADVICE["provider-unauthorized"].todo,
  forbidden: "The account's plan or role does not include this: ask its owner.",
  refused: "Correct what it names, and run the command again.",
  limited: "Wait a minute, and run the command again.",
  failed: "The provider seems to be in trouble: try again later.",
  unreadable: "The provider seems to be in trouble, or a proxy changes its answers: try again later.",
  timeout: "Check the network, and run the command again: it continues where it stopped.",
  unreachable: "Check the network, and run the command again: it continues where it stopped.",
};

export function findRemedy({ fault }: ProviderError): string {
  return REMEDIES[fault];
}

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

/** Opens the provider's API, and asks for the secret if none is set. */
export async function connectProvider(world: World, secretFile: string | undefined): Promise<ProviderApi> {
  const found = findProvider(world, secretFile);
  if (found !== null) return found;
  if (world.ask === null) {
    throw new UsageError(
      "the provider's API secret is missing: set MILLICAST_API_SECRET, or give --api-secret-file",
    );
  }
  return await askForProvider(world, world.ask);
}

/** Opens the provider's API with a secret that the operator types. */
export async function askForProvider({ env }: World, ask: Ask): Promise<ProviderApi> {
  const secret = await ask.secret("The provider's API secret (dashboard: Settings, Security, API Secrets)");
  return createProviderApi({ url: parseToolSettings(env).apiUrl, secret: new Sealed(secret) });
}
