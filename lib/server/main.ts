// npm run receive: the receiver alone, on Node's own HTTP server, for a machine that shows no wall.
import { createServer } from "node:http";
import { describeError, log } from "#lib/http/log.ts";
import { loadEnvironment, PORT } from "#lib/settings/environment.ts";
import { parseHookSettings, type HookSettings } from "#lib/settings/settings.ts";
import { readAtStart } from "#lib/settings/startup.ts";
import { parseAddress, type Address } from "./address.ts";
import { drainOnSignal, EXIT_CODES } from "./drain.ts";
import { createListener } from "./listener.ts";
import { createReceiving } from "./receiving.ts";

/** Longer than a reverse proxy keeps an idle connection (nginx: 1 min, Caddy: 2 min). */
const KEEP_ALIVE_MS = 130_000;

function start(settings: HookSettings, address: Address): void {
  const receiving = createReceiving(settings, { wall: () => Promise.resolve(null) });
  const onError = (error: unknown) => log("not-answered", { level: "error", error: describeError(error) });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, createListener({ ...receiving, onError }));
  const ended = new AbortController();
  const delivering = receiving.deliver(ended.signal);
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

const environment = loadEnvironment(process.cwd());
const { address, ...settings } = await readAtStart(() => ({
  ...parseHookSettings(environment),
  address: parseAddress(process.argv.slice(2), { PORT }),
}));
start(settings, address);
