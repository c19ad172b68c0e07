import { APP } from "#lib/settings/table.ts";

/** Livewall's settings, without the AWS_ names. */
const OWN_SETTINGS = Object.keys(APP).filter((name) => !name.startsWith("AWS_"));

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the environment of the demo's app: that of this process, without the settings of a real deployment. A real
 * SPOOL_DIR would lose its frames to the demo's store. The settings are blank and not absent, because Next fills in
 * absent ones from .env.local.
 */
export function demoEnv(env: Environment, demo: Record<string, string>): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith("AWS_"),
  );
  const blank = ["AWS_SESSION_TOKEN", ...OWN_SETTINGS].map((name) => [name, ""] as const);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(blank), ...demo };
}
