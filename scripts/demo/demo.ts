// npm run demo: the production build, a store and a provider, all on this machine, until Ctrl-C.
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Server } from "../app/server.ts";
import { localSecret } from "../local-secret.ts";
import { startLocalStore } from "../store/local.ts";
import { demoEnv } from "./app-env.ts";
import { buildApp, requireBuild } from "./build.ts";
import { CAST } from "./cast.ts";
import { readOptions, type DemoOptions } from "./options.ts";
import { isFree, unanswered } from "./ports.ts";
import { startProvider } from "./provider.ts";
import { forgetStored, prepareStoreDirectory } from "./store-data.ts";

const STREAMS = new Set(CAST.map(({ name }) => name)).size;
const USAGE_EXIT_CODE = 2;

/** What runs so far, to be ended in the opposite order. */
const running: { readonly name: string; readonly end: () => Promise<void> }[] = [];
const stopping = new AbortController();

async function stop(exitCode: number): Promise<never> {
  if (stopping.signal.aborted) process.exit(1);
  stopping.abort();
  for (const { name, end } of running.reverse()) {
    await end().catch((error: unknown) => console.error(`${name} did not end properly:`, error));
  }
  process.exit(exitCode);
}

async function fail(message: string): Promise<never> {
  if (stopping.signal.aborted) return new Promise(() => undefined);
  console.error(`\n${message}`);
  return stop(1);
}

async function refuseTakenPorts(ports: Readonly<Record<string, number>>): Promise<void> {
  for (const [flag, port] of Object.entries(ports)) {
    if (await isFree(port)) continue;
    await fail(
      `Port ${port} is taken by another program. Stop it, or choose another port: npm run demo -- ${flag} ${port + 1}`,
    );
  }
}

async function startStore({ storeDirectory, storePort }: DemoOptions): Promise<Record<string, string>> {
  const store = await startLocalStore({ directory: storeDirectory, port: storePort });
  running.push({ name: "The store", end: () => store.stop() });
  const log = path.join(storeDirectory, "store.log");
  void unanswered(storePort, stopping.signal).then(() => fail(`The store ended by itself; see ${log}.`));
  return store.env;
}

async function startApp({ port, logFile }: DemoOptions, env: Record<string, string>): Promise<Server> {
  const log = createWriteStream(logFile);
  const printed: string[] = [];
  let isStarting = true;
  const onLine = (line: string) => {
    log.write(`${line}\n`);
    if (isStarting) printed.push(line);
  };
  const server = await Server.start({ NODE_ENV: "production", ...env }, onLine, port).catch(
    (error: unknown) => fail(`${printed.join("\n")}\nThe app did not start (${String(error)}).`),
  );
  isStarting = false;
  running.push({ name: "The app", end: () => server.stop() });
  void server.ended().then(() => fail(`The app ended by itself; see ${logFile}.`));
  return server;
}

async function demo(options: DemoOptions): Promise<void> {
  const { port, storePort, intervalMs, dataDirectory, storeDirectory, logFile, exitAfterMs } = options;
  mkdirSync(dataDirectory, { recursive: true });
  await refuseTakenPorts({ "--port": port, "--store-port": storePort });
  if (options.isFresh) forgetStored(storeDirectory);
  prepareStoreDirectory(storeDirectory, console.log);
  if (options.build) await buildApp(stopping.signal);
  else requireBuild();
  const secret = localSecret();
  const storeEnv = await startStore(options);
  const app = await startApp(
    options,
    demoEnv(process.env, { ...storeEnv, WEBHOOK_SECRET: secret, ACCESS: "public" }),
  );
  const provider = startProvider(`${app.url}/api/thumbnails`, secret, intervalMs);
  running.push({ name: "The simulated provider", end: provider.end });
  void provider.done.catch((error: unknown) => fail(`The simulated provider failed: ${String(error)}`));
  await provider.live;
  console.log(`
Livewall is live: ${app.url}

${CAST.length} feeds of ${STREAMS} streams, a new picture of each every ${intervalMs / 1000} s.
Its log is ${logFile}, what it stores ${storeDirectory}. Ctrl-C stops everything.
`);
  if (exitAfterMs === null) return;
  await delay(exitAfterMs);
  await stop(0);
}

process.chdir(path.join(import.meta.dirname, "../.."));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
const options = readOptions(process.argv.slice(2));
if ("faults" in options) {
  console.error(options.faults);
  process.exit(USAGE_EXIT_CODE);
}
await demo(options).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
