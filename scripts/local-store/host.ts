// Started by local-store.ts: node host.ts miniflare|ceph DIRECTORY PORT, with a channel to the owner.
import { startCeph } from "./ceph.ts";
import type { HostReport, StoreEnv } from "./local-store.ts";
import { startMiniflare } from "./miniflare.ts";

/** Takes a function that ends what has been started. The last one started ends first. */
export type OnStop = (end: () => Promise<void>) => void;
export type StartStore = (directory: string, port: number, onStop: OnStop) => Promise<StoreEnv>;

const STARTERS: Record<string, StartStore> = { miniflare: startMiniflare, ceph: startCeph };
const STOP_DEADLINE_MS = 15_000;
const endings: (() => Promise<void>)[] = [];

async function stopAll() {
  setTimeout(leave, STOP_DEADLINE_MS).unref();
  for (const end of endings.reverse()) await end().catch((cause: unknown) => console.error(cause));
  leave();
}

/** This process leads a group of all that it started. Processes that had no time to end are killed. */
function leave() {
  process.kill(-process.pid, "SIGKILL");
}

async function report(message: HostReport) {
  await new Promise((resolve) => process.send?.(message, resolve));
}

const [kind = "", directory = "", port = ""] = process.argv.slice(2);
const start = STARTERS[kind];
if (start === undefined || process.send === undefined)
  throw new Error("host.ts is started by local-store.ts");
process.once("disconnect", () => void stopAll());
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stopAll());
try {
  await report({ state: "ready", env: await start(directory, Number(port), (end) => endings.push(end)) });
} catch (error) {
  console.error(error);
  await report({ state: "failed", message: error instanceof Error ? error.message : String(error) });
  await stopAll();
}
