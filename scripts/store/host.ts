// Started by hosted-store.ts: node host.ts miniflare|ceph DIRECTORY PORT, with a channel to the owner.
import { startCephCluster } from "./ceph-cluster.ts";
import type { HostReport, StoreEnv, StoreOptions } from "./hosted-store.ts";
import { startMiniflare } from "./miniflare-server.ts";

/** Says how to end what has been started, as soon as there is something to end. */
export type OnStop = (end: () => Promise<void>) => void;
export type StartServer = (options: StoreOptions, onStop: OnStop) => Promise<StoreEnv>;

const STARTERS: Record<string, StartServer> = { miniflare: startMiniflare, ceph: startCephCluster };
const STOP_DEADLINE_MS = 15_000;
const endings: (() => Promise<void>)[] = [];

async function stopAll() {
  setTimeout(leave, STOP_DEADLINE_MS).unref();
  // Last started, first ended.
  for (const end of endings.reverse()) await end().catch((cause: unknown) => console.error(cause));
  leave();
}

/** This process leads a group that holds all it started: what had no time to end ends here. */
function leave() {
  process.kill(-process.pid, "SIGKILL");
}

async function report(message: HostReport) {
  await new Promise((resolve) => process.send?.(message, resolve));
}

async function main() {
  const [kind = "", directory = "", port = ""] = process.argv.slice(2);
  const start = STARTERS[kind];
  if (start === undefined || process.send === undefined)
    throw new Error("host.ts is started by hosted-store.ts");
  process.once("disconnect", () => void stopAll());
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stopAll());
  try {
    const env = await start({ directory, port: Number(port) }, (end) => endings.push(end));
    await report({ state: "ready", env });
  } catch (error) {
    console.error(error);
    await report({ state: "failed", message: error instanceof Error ? error.message : String(error) });
    await stopAll();
  }
}

await main();
