// npm run demo: the production build, a store and a provider, all on this machine, until Ctrl-C.
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseSecret } from "#lib/provider/signature.ts";
import { buildApp, requireBuild } from "../app/build.ts";
import { Server } from "../app/server.ts";
import { LocalStore } from "../local-store/local-store.ts";
import { publishAll } from "../provider-sim/publisher.ts";
import { flag, integer, runScript, seconds, text, UsageError, type Values } from "../shared/options.ts";
import { demoEnv } from "./app-env.ts";
import { CAST } from "./cast.ts";
import { localSecret, prepareStoreDirectory, removeStored } from "./local-data.ts";
import { isFree } from "./ports.ts";

const OPTIONS = {
  port: integer("the port of the wall", 3000, { max: 65_535 }),
  "store-port": integer("the port of its store", 9000, { max: 65_535 }),
  interval: seconds("between two pictures of a feed", 30, { max: 3_600 }),
  data: text("DIR", "the folder of the store and the log", ".data"),
  fresh: flag("removes the data of earlier demos"),
  build: flag("shows the build that is there", true),
  "exit-after": seconds("stops by itself, that long after it went live", null, { max: 86_400 }),
};
const STREAMS = new Set(CAST.map(({ name }) => name)).size;

/** The running parts. The last one started ends first. */
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

async function requireFreePorts(ports: Readonly<Record<string, number>>): Promise<void> {
  for (const [option, port] of Object.entries(ports)) {
    if (await isFree(port)) continue;
    const advice = `Stop it, or choose another port: npm run demo -- ${option} ${port + 1}`;
    await fail(`Port ${port} is taken by another program. ${advice}`);
  }
}

async function startStore(directory: string, port: number): Promise<LocalStore> {
  const store = await LocalStore.start({ directory, port });
  running.push({ name: "The store", end: () => store.stop() });
  const log = path.join(directory, "store.log");
  void store.ended().then(() => fail(`The store ended by itself; see ${log}.`));
  return store;
}

async function startServer(port: number, logFile: string, env: Record<string, string>): Promise<Server> {
  const log = createWriteStream(logFile);
  const printed: string[] = [];
  let isStarting = true;
  const onLine = (line: string) => {
    log.write(`${line}\n`);
    if (isStarting) printed.push(line);
  };
  const server = await Server.start({ env, onLine, port }).catch((error: unknown) =>
    fail(`${printed.join("\n")}\nThe app did not start (${String(error)}).`),
  );
  isStarting = false;
  running.push({ name: "The app", end: () => server.stop() });
  void server.ended().then(() => fail(`The app ended by itself; see ${logFile}.`));
  return server;
}

async function startProvider(url: string, secretText: string, intervalMs: number): Promise<void> {
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("The local webhook secret is damaged: delete .data/webhook-secret.");
  const publishing = { url, secret, intervalMs, count: Infinity, events: true, signal: stopping.signal };
  const { tally, live, done } = publishAll(CAST, publishing, ({ status, why }) =>
    console.error(`\nA hook was rejected: ${status} ${why}`),
  );
  let endProgress: (() => void) | undefined;
  running.push({
    name: "The simulated provider",
    async end() {
      endProgress?.();
      console.log("\nStopping…");
      await done;
      console.log(tally.summary());
    },
  });
  void done.catch((error: unknown) => fail(`The simulated provider failed: ${String(error)}`));
  await live;
  if (process.stdout.isTTY) endProgress = tally.show();
}

async function demo(options: Values<typeof OPTIONS>): Promise<undefined> {
  const { port, "store-port": storePort, interval, data, "exit-after": exitAfter } = options;
  if (port === storePort) throw new UsageError("--port and --store-port must differ");
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  const storeDirectory = path.join(data, "store");
  const logFile = path.join(data, "demo.log");
  mkdirSync(data, { recursive: true });
  await requireFreePorts({ "--port": port, "--store-port": storePort });
  if (options.fresh) removeStored(storeDirectory);
  prepareStoreDirectory(storeDirectory, console.log);
  if (options.build) {
    console.log("Building the app …");
    await buildApp({ signal: stopping.signal });
  } else requireBuild();
  const secret = localSecret();
  const store = await startStore(storeDirectory, storePort);
  const env = demoEnv(process.env, { ...store.env, WEBHOOK_SECRET: secret, ACCESS: "public" });
  const server = await startServer(port, logFile, env);
  await startProvider(`${server.url}/api/thumbnails`, secret, interval * 1000);
  console.log(`
Livewall is live: ${server.url}

${CAST.length} feeds of ${STREAMS} streams, a new picture of each every ${interval} s.
Its log is ${logFile}, its data ${storeDirectory}. Ctrl-C stops everything.
`);
  if (exitAfter !== null) await delay(exitAfter * 1000).then(() => stop(0));
}

await runScript("demo", OPTIONS, (options) =>
  demo(options).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    return fail(error instanceof Error ? error.message : String(error));
  }),
);
