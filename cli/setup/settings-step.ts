import path from "node:path";
import type { Environment } from "#lib/settings/environment.ts";
import { readEnvFile } from "#lib/settings/environment.ts";
import type { Sealed } from "../provider-api/sealed.ts";
import { DEFAULT_RETENTION } from "#lib/store/lifecycle.ts";
import { writeSettings } from "../env-file/write.ts";
import type { World } from "../world/world.ts";
import type { Answers } from "./answers.ts";
import type { Changes } from "./changes.ts";
import type { SetupOptions } from "./options.ts";

const KEYS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
/** The most that the setting takes. */
const MAX_LOG_DAYS = 3_650;
export const SECRET_SETTINGS: readonly string[] = ["WEBHOOK_SECRET", "ACCESS_KEYS", ...KEYS];

/**
 * The settings that the app needs; blank ones for what a blank option took back, so that no older line goes on to count.
 *
 * @param secrets of the webhooks, none when there is none yet
 */
export function settingsOf(
  { env, store, publicUrl }: Answers,
  secrets: readonly Sealed[],
  known: string | undefined,
  { writeKeys, ...options }: Pick<SetupOptions, "writeKeys" | "endpoint" | "region" | "url">,
): Record<string, string> {
  const wanted: Record<string, string | null | undefined> = {
    AWS_S3_BUCKET_NAME: store.bucket,
    AWS_REGION: env.AWS_REGION,
    AWS_ENDPOINT_URL_S3: store.endpoint,
    PUBLIC_URL: publicUrl,
    ACCESS: env.ACCESS,
    ACCESS_KEYS: env.ACCESS_KEYS,
    WEBHOOK_SECRET: secrets.length === 0 ? null : mergeSecrets(secrets, known ?? ""),
    ...(writeKeys ? Object.fromEntries(KEYS.map((name) => [name, env[name]])) : {}),
  };
  const given = {
    AWS_ENDPOINT_URL_S3: options.endpoint,
    AWS_REGION: options.region,
    PUBLIC_URL: options.url,
  };
  const blank = Object.entries(given).filter(([, value]) => value?.trim() === "");
  return Object.fromEntries([
    ...blank.map(([name]) => [name, ""]),
    ...Object.entries(wanted).flatMap(([name, value]) => (value ? [[name, value.trim()]] : [])),
  ]) as Record<string, string>;
}

/**
 * LOG_DAYS, where the log is not kept as long as the app takes for granted.
 *
 * @param kept for how many days the bucket keeps the log; null for ever, undefined when that is not known
 * @param known the setting as it is
 */
export function logDaysSetting(
  kept: number | null | undefined,
  known: string | undefined,
): Record<string, string> {
  if (kept === undefined || (kept === DEFAULT_RETENTION.log && !known?.trim())) return {};
  return { LOG_DAYS: String(Math.min(kept ?? MAX_LOG_DAYS, MAX_LOG_DAYS)) };
}

/** Those of the webhooks first; others that are accepted today stay, since they may be of another account. */
function mergeSecrets(secrets: readonly Sealed[], known: string): string {
  const current = secrets.map((secret) => secret.reveal()).toReversed();
  const others = known.split(",").map((text) => text.trim());
  return [...new Set([...current, ...others])].filter((text) => text !== "").join(",");
}

/** Writes what is not in the file yet. */
export async function writeSettingsFile(
  world: World,
  envFile: string,
  values: Readonly<Record<string, string>>,
  changes: Changes,
): Promise<void> {
  changes.title(`The settings in ${envFile}`);
  const file = path.resolve(world.directory, envFile);
  const present = readEnvFile(file);
  const changed = Object.entries(values).filter(([name, value]) => present[name] !== value);
  for (const [name] of changed) warnOfOverride(name, values, world.env, present, changes);
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

function warnOfOverride(
  name: string,
  values: Readonly<Record<string, string>>,
  env: Environment,
  file: Environment,
  changes: Changes,
): void {
  const outside = env[name];
  if (outside !== undefined && outside !== file[name] && outside !== values[name]) {
    changes.note(`${name} is also set to something else outside of this file, where it may win`);
  }
}
