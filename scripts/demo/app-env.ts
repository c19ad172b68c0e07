/** Livewall's settings besides the AWS_ names. A test in tests/unit/simulator compares them with lib/settings. */
export const OWN_SETTINGS = [
  "WEBHOOK_SECRET",
  "STREAMS",
  "S3_CHECKSUMS",
  "MAX_FRAME_BYTES",
  "MAX_FRAME_PIXELS",
  "MAX_BYTES_IN_FLIGHT",
  "PREVIEWS",
  "INDEX",
  "LOG_DAYS",
  "PAST_LISTS_PER_SECOND",
  "TRUSTED_PROXIES",
  "BLACK_BRIGHTNESS",
  "BLACK_SHARE",
  "FROZEN_AFTER_SECONDS",
  "FROZEN_TOLERANCE",
  "SPOOL_DIR",
  "SPOOL_MAX_BYTES",
  "WATCH_URL",
  "EMBED_ANCESTORS",
  "ACCESS",
  "ACCESS_KEYS",
  "ACCESS_REVOKED",
  "VERCEL",
  "METRICS_TOKEN",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of the demo's app: that of this process, without the settings of a real deployment.
 *
 * With its SPOOL_DIR, the demo would take the frames that wait there into its own store, and they would be lost to
 * the deployment. Blank and not absent, because Next fills in what is absent from .env.local.
 */
export function demoEnv(env: Environment, demo: Record<string, string>): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith("AWS_"),
  );
  const blank = ["AWS_SESSION_TOKEN", ...OWN_SETTINGS].map((name) => [name, ""] as const);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(blank), ...demo };
}
