/** Runs once before the first request. A process with wrong settings does not start. */
export async function register(): Promise<void> {
  // Next also builds this file for the edge, which lacks the modules below.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { readAtStart } = await import("#lib/settings/startup.ts");
  const { parseSettings } = await import("#lib/settings/settings.ts");
  const settings = await readAtStart(parseSettings);
  if (settings.tracing) await startTracing();
  const { drainOnSignal } = await import("#lib/server/drain.ts");
  drainOnSignal();
  const { app } = await import("#lib/app.ts");
  void app().deliver(new AbortController().signal);
}

/** Loads the exporter only where it is needed. A process without traces still does its work. */
async function startTracing(): Promise<void> {
  try {
    const { traceToCollector } = await import("#lib/observability/tracing.ts");
    traceToCollector();
  } catch (error) {
    const { describeError, log } = await import("#lib/http/log.ts");
    log("tracing-not-started", { level: "error", error: describeError(error) });
  }
}
