import path from "node:path";
import { readEnvFile } from "#lib/settings/environment.ts";
import { SECRET_SETTINGS } from "#lib/settings/table.ts";
import { DEFAULT_RETENTION } from "../bucket/lifecycle.ts";
import { writeSettings } from "../env-file.ts";
import type { Sealed } from "../provider-api/model.ts";
import { mergeSecrets } from "../settings.ts";
import type { World } from "../world.ts";
import type { Answers } from "./answers.ts";
import type { Changes } from "./changes.ts";
import type { SetupOptions } from "./options.ts";

const AWS_KEYS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
const MAX_LOG_DAYS = 3_650;

/**
 * The settings of the app. A blank option gives a blank setting, so that an older line does not count any more.
 *
 * @param secrets of the webhooks, the oldest first
 * @param known the WEBHOOK_SECRET of the file
 */
export function toSettings(
  { env, store, publicUrl }: Answers,
  secrets: readonly Sealed[],
  known: string | undefined,
  options: Pick<SetupOptions, "writeKeys" | "endpoint" | "region" | "url">,
): Record<string, string> {
  const wanted: Record<string, string | null | undefined> = {
    AWS_S3_BUCKET_NAME: store.bucket,
    AWS_REGION: env.AWS_REGION,
    AWS_ENDPOINT_URL_S3: store.endpoint,
    S3_ADDRESSING: store.addressing,
    S3_PUBLIC_ENDPOINT: store.publicEndpoint,
    PUBLIC_URL: publicUrl,
    ACCESS: env.ACCESS,
    ACCESS_KEYS: env.ACCESS_KEYS,
    WEBHOOK_SECRET: secrets.length === 0 ? null : mergeSecrets(secrets.toReversed(), known),
    ...(options.writeKeys ? Object.fromEntries(AWS_KEYS.map((name) => [name, env[name]])) : {}),
  };
  const given = {
    AWS_ENDPOINT_URL_S3: options.endpoint,
    AWS_REGION: options.region,
    PUBLIC_URL: options.url,
  };
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) if (value?.trim() === "") settings[name] = "";
  for (const [name, value] of Object.entries(wanted)) if (value) settings[name] = value.trim();
  return settings;
}

/**
 * LOG_DAYS, unless the bucket keeps the log for the default time.
 *
 * @param kept days; null for ever, undefined when unknown
 * @param known the present setting
 */
export function toLogDaysSetting(
  kept: number | null | undefined,
  known: string | undefined,
): Record<string, string> {
  if (kept === undefined || (kept === DEFAULT_RETENTION.log && !known?.trim())) return {};
  return { LOG_DAYS: String(Math.min(kept ?? MAX_LOG_DAYS, MAX_LOG_DAYS)) };
}

/** Writes the settings that the file does not have. */
export async function writeSettingsFile(
  { directory, env }: World,
  envFile: string,
  values: Readonly<Record<string, string>>,
  changes: Changes,
): Promise<void> {
  changes.title(`The settings in ${envFile}`);
  const file = path.resolve(directory, envFile);
  const present = readEnvFile(file);
  const changed = Object.entries(values).filter(([name, value]) => present[name] !== value);
  for (const [name, value] of changed) {
    const outside = env[name];
    if (outside !== undefined && outside !== present[name] && outside !== value) {
      changes.note(`${name} is also set to something else outside of this file, where it may win`);
    }
  }
  if (changed.length === 0) {
    changes.fine("they are there");
    return;
  }
  const shown = changed.map(([name, value]) => [name, SECRET_SETTINGS.includes(name) ? "(hidden)" : value]);
  await changes.make(`write ${envFile}`, Object.fromEntries(shown), () => {
    writeSettings(file, Object.fromEntries(changed));
    return Promise.resolve();
  });
  changes.done(`written: ${changed.map(([name]) => name).join(", ")}; only you may read the file`);
}
