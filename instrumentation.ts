/** Runs once before the first request: a process with wrong settings does not start. */
export async function register(): Promise<void> {
  // Next builds this file for the edge too, where the settings' modules do not exist.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkSettings } = await import("#lib/settings/check.ts");
  checkSettings();
  const { settings } = await import("#lib/settings/index.ts");
  if (settings().tracing) await trace();
  const { startDelivery } = await import("#lib/receiver/index.ts");
  startDelivery();
}

/** A process that cannot be watched does its work all the same. */
async function trace(): Promise<void> {
  try {
    (await import("#lib/tracing/tracing.ts")).startTracing();
  } catch (error) {
    const { describeError, log } = await import("#lib/http/log.ts");
    log("tracing-not-started", { level: "error", error: describeError(error) });
  }
}
