// npm run demo: the production build, a store and a provider, all on this machine, until Ctrl-C.
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { parseSecret } from "#lib/provider/signature.ts";
import { Server } from "../app/server.ts";
import { localSecret } from "../local-secret.ts";
import { publish, type Publishing } from "../simulator/publisher.ts";
import { Tally } from "../simulator/tally.ts";
import { startLocalStore } from "../store/local.ts";
import { buildApp } from "./build.ts";
import { CAST } from "./cast.ts";
import { isFree } from "./ports.ts";

const STREAMS = new Set(CAST.map(({ name }) => name)).size;

/** What runs so far, to be ended in the opposite order. */
const running: { readonly name: string; readonly end: () => Promise<void> }[] = [];
let isStopping = false;

async function stop(exitCode: number): Promise<never> {
  if (isStopping) process.exit(1);
  isStopping = true;
  for (const { name, end } of running.reverse()) {
    await end().catch((error: unknown) => console.error(`${name} did not end properly:`, error));
  }
  process.exit(exitCode);
}

async function fail(message: string): Promise<never> {
  if (isStopping) return new Promise(() => undefined);
  console.error(message);
  return stop(1);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "3000" },
      "store-port": { type: "string", default: "9000" },
      interval: { type: "string", default: "30" },
      data: { type: "string", default: ".data" },
    },
  });
  const [port, storePort, interval] = [
    Number(values.port),
    Number(values["store-port"]),
    Number(values.interval),
  ];
  const isPort = (n: number) => Number.isInteger(n) && n > 0 && n < 65_536;
  if (!isPort(port) || !isPort(storePort))
    throw new Error("--port and --store-port must be numbers from 1 to 65535");
  if (!(interval >= 1 && interval <= 3600)) throw new Error("--interval must be from 1 to 3600 seconds");
  mkdirSync(values.data, { recursive: true });
  const storeDirectory = path.join(values.data, "store");
  const logFile = path.join(values.data, "demo.log");
  return { port, storePort, intervalMs: interval * 1000, storeDirectory, logFile };
}

async function refuseTakenPorts(ports: Readonly<Record<string, number>>): Promise<void> {
  for (const [flag, port] of Object.entries(ports)) {
    if (await isFree(port)) continue;
    await fail(
      `Port ${port} is taken by another program. Stop it, or choose another port: npm run demo -- ${flag} ${port + 1}`,
    );
  }
}

async function startApp(port: number, logFile: string, env: Record<string, string>): Promise<Server> {
  const log = createWriteStream(logFile);
  const server = await Server.start({ ...process.env, ...env }, (line) => log.write(`${line}\n`), port).catch(
    (error: unknown) => fail(`The app did not start (${String(error)}); see ${logFile}.`),
  );
  running.push({ name: "The app", end: () => server.stop() });
  void server.ended().then(() => fail(`The app ended by itself; see ${logFile}.`));
  return server;
}

function startProvider(url: string, secretText: string, intervalMs: number): void {
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("the local webhook secret is damaged: delete .data/webhook-secret");
  const tally = new Tally();
  const stopping = new AbortController();
  const publishing: Publishing = {
    url: `${url}/api/thumbnails`,
    secret,
    intervalMs,
    count: Infinity,
    events: true,
    signal: stopping.signal,
    onDelivery(delivery) {
      const isNew = tally.add(delivery);
      if (isNew && !delivery.ok)
        console.error(`\nA hook was refused: ${delivery.status ?? "no answer"} ${delivery.why}`);
    },
  };
  const done = Promise.all(CAST.map((channel) => publish(channel, publishing)));
  void done.catch((error: unknown) => fail(`The simulated provider failed: ${String(error)}`));
  const status = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r\x1b[K${tally.progress()}`), 1000)
    : undefined;
  running.push({
    name: "The simulated provider",
    async end() {
      clearInterval(status);
      console.log("\nStopping…");
      stopping.abort();
      await done;
      console.log(tally.summary());
    },
  });
}

process.chdir(path.join(import.meta.dirname, "../.."));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
try {
  const { port, storePort, intervalMs, storeDirectory, logFile } = readOptions();
  await refuseTakenPorts({ "--port": port, "--store-port": storePort });
  await buildApp();
  const store = await startLocalStore({ directory: storeDirectory, port: storePort });
  running.push({ name: "The store", end: () => store.stop() });
  const secret = localSecret();
  const app = await startApp(port, logFile, { ...store.env, AWS_SESSION_TOKEN: "", WEBHOOK_SECRET: secret });
  startProvider(app.url, secret, intervalMs);
  console.log(`
Livewall is live: ${app.url}

${CAST.length} feeds of ${STREAMS} streams, a new picture of each every ${intervalMs / 1000} s.
Its log is ${logFile}, what it stores ${storeDirectory}. Ctrl-C stops everything.
`);
} catch (error) {
  await fail(error instanceof Error ? error.message : String(error));
}
