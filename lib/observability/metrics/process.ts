import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Meter } from "@opentelemetry/api";

const EVENT_LOOP_RESOLUTION_MS = 20;
const NS_PER_S = 1e9;

/** Counts what the process itself uses, under the names that Prometheus' client libraries have for it. */
export function observeProcess(meter: Meter): void {
  const delay = monitorEventLoopDelay({ resolution: EVENT_LOOP_RESOLUTION_MS });
  delay.enable();
  meter
    .createObservableGauge("process_resident_memory_bytes", { description: "Resident memory" })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableCounter("process_cpu_seconds", { description: "CPU time used" })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe((user + system) / 1e6);
    });
  meter
    .createObservableGauge("nodejs_eventloop_lag_p99_seconds", {
      description: "The longest that work waited for the event loop since the last scrape, but for 1 %",
    })
    .addCallback((result) => {
      result.observe(delay.percentile(99) / NS_PER_S);
      delay.reset();
    });
}
