import "server-only";
import { describeError, log } from "#lib/http/log.ts";
import { settings } from "#lib/settings/index.ts";

/** Starts tracing where it is configured. A process that cannot be watched does its work all the same. */
export async function startTracing(): Promise<void> {
  if (!settings().tracing) return;
  try {
    // Only who traces pays for loading it.
    const { traceToCollector } = await import("./tracing.ts");
    traceToCollector();
  } catch (error) {
    log("tracing-not-started", { level: "error", error: describeError(error) });
  }
}
