import "server-only";
import { describeError, log } from "#lib/http/log.ts";

/** Starts tracing. A process without traces still does its work. */
export async function startTracing(): Promise<void> {
  try {
    // Only who traces pays for loading it.
    const { traceToCollector } = await import("./tracing.ts");
    traceToCollector();
  } catch (error) {
    log("tracing-not-started", { level: "error", error: describeError(error) });
  }
}
