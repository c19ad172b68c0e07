import { SettingsError } from "#lib/settings/parse.ts";
import { parseToolSettings } from "./tool-settings.ts";
import { UsageError } from "./command.ts";
import type { Sealed } from "./provider-api/model.ts";
import type { World } from "./world.ts";

export function listFaults(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

/** The public address of this Livewall, from the option --url or PUBLIC_URL. */
export function requirePublicUrl({ env }: World, url: string | undefined): string {
  const { publicUrl } = parseToolSettings(url === undefined ? env : { ...env, PUBLIC_URL: url });
  if (publicUrl === null) throw new UsageError("where is this Livewall? Give --url, or set PUBLIC_URL");
  return publicUrl;
}

/** WEBHOOK_SECRET with some secrets first. Other secrets stay: they may be another account's. */
export function mergeSecrets(
  first: readonly Sealed[],
  known: string | undefined,
  removed: readonly Sealed[] = [],
): string {
  const [current, gone] = [first, removed].map((secrets) => secrets.map((secret) => secret.reveal()));
  const others = (known ?? "").split(",").map((text) => text.trim());
  return [...new Set([...(current ?? []), ...others])]
    .filter((text) => text !== "" && !gone?.includes(text))
    .join(",");
}
