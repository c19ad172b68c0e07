// npm run receive: the receiver alone, on Node's own HTTP server, for a machine that shows no wall.
import { createServer } from "node:http";
import { createHealthCheck, healthResponse } from "#lib/observability/health/health.ts";
import { describeError, log } from "#lib/http/log.ts";
import { answerScrape } from "#lib/observability/metrics/answer.ts";
import { createMetrics } from "#lib/observability/metrics/metrics.ts";
import { OUTCOMES } from "#lib/receiver/outcome.ts";
import { assembleReceiver, deliverSpool } from "#lib/receiver/assemble.ts";
import { loadEnvironment } from "#lib/settings/environment.ts";
import { readAtStart } from "#lib/settings/startup.ts";
import { parseHookSettings, type HookSettings } from "#lib/settings/settings.ts";
import { openSpool } from "#lib/spool/files.ts";
import { DELIVERY_TIMEOUT_MS } from "#lib/store/client.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { type Address, addressOf } from "./address.ts";
import { drainOnSignal, EXIT_CODES } from "./drain.ts";
import { createListener } from "./listener.ts";

/** Longer than a reverse proxy keeps a connection that it may use again (nginx: 1 min, Caddy: 2 min). */
const KEEP_ALIVE_MS = 130_000;

function start({ store: storeSettings, receiver, metricsToken }: HookSettings, address: Address): void {
  const secrets = receiver.secrets.length;
  const metrics = createMetrics(Date.now, { outcomes: OUTCOMES, secrets });
  const calls = { onCall: metrics.onStoreCall };
  const parts = { settings: receiver, store: openStore(storeSettings, calls), log };
  const health = createHealthCheck({ store: parts.store, log, now: Date.now });
  const sources = {
    spool: async () => (receiver.spool === null ? null : openSpool(receiver.spool).usage()),
    // Who shows no wall does not list it.
    wall: () => Promise.resolve(null),
  };
  const listener = createListener({
    receive: assembleReceiver({ ...parts, onHook: metrics.onHook }),
    health: async (depth) => healthResponse(await health(depth)),
    scrape: (authorization) => answerScrape(metricsToken, authorization, () => metrics.expose(sources)),
    onError: (error) => log("not-answered", { level: "error", error: describeError(error) }),
  });

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  const ended = new AbortController();
  const deliveryStore = openStore(storeSettings, { ...calls, timeoutMs: DELIVERY_TIMEOUT_MS });
  const delivering = deliverSpool({ ...parts, store: deliveryStore }, ended.signal);
  drainOnSignal();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      ended.abort();
      server.close(() => void delivering.then(() => process.exit(EXIT_CODES[signal])));
      server.closeIdleConnections();
    });
  }
  server.listen(address.port, address.host, () => log("listening", address));
}

// Before the files of settings: `next start` has its port from none of them.
const { PORT } = process.env;
const environment = loadEnvironment(process.cwd());
const { address, ...settings } = await readAtStart(() => ({
  ...parseHookSettings(environment),
  address: addressOf(process.argv.slice(2), { PORT }),
}));
start(settings, address);
