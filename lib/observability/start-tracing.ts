import { describeError, log } from "#lib/http/log.ts";

/** Loads the exporter only where it is needed. A process without traces still does its work. */
export async function startTracing(): Promise<void> {
  try {
    const { traceToCollector } = await import("./tracing.ts");
    traceToCollector();
  } catch (error) {
    log("tracing-not-started", { level: "error", error: describeError(error) });
  }
}
