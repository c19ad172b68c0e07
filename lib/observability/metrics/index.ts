import "server-only";
import { OUTCOMES } from "#lib/receiver/outcome.ts";
import { settings } from "#lib/settings/index.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

/** Next bundles instrumentation, pages and route handlers apart, each with its own copy of this module. */
const shared = globalThis as { livewallMetrics?: Metrics };

/** What this process counts. */
export function metrics(): Metrics {
  return (shared.livewallMetrics ??= createMetrics(Date.now, {
    outcomes: OUTCOMES,
    secrets: settings().receiver.secrets.length,
  }));
}
