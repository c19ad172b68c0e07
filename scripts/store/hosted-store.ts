// A local store lives in a process of its own (host.ts), so that a test may stop or kill it, and so that it ends
// when its owner does, however the owner ends: the channel between the two closes even after a kill -9.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./until.ts";

export type StoreEnv = Record<
  "AWS_ENDPOINT_URL_S3" | "AWS_S3_BUCKET_NAME" | "AWS_REGION" | "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY",
  string
>;
export type StoreOptions = { directory: string; port: number };
export type LocalStore = {
  env: StoreEnv;
  /** Ends the store in good order; what was written stays in its directory. */
  stop(): Promise<void>;
  /** Ends it as a power cut would: SIGKILL to all its processes at once. */
  kill(): Promise<void>;
};
export type StoreKind = "miniflare" | "ceph";
export type HostReport = { state: "ready"; env: StoreEnv } | { state: "failed"; message: string };

const LEFTOVER_DEADLINE_MS = 2_000;
const HOST_FILE = fileURLToPath(new URL("host.ts", import.meta.url));

export async function startHostedStore(kind: StoreKind, options: StoreOptions): Promise<LocalStore> {
  const directory = path.resolve(options.directory);
  mkdirSync(directory, { recursive: true });
  const logFile = path.join(directory, "store.log");
  const host = spawnHost([kind, directory, String(options.port)], logFile);
  const end = ended(host);
  const report = await Promise.race([firstReport(host), end.then(() => undefined)]);
  if (report?.state !== "ready") {
    await end;
    throw new Error(report?.message ?? `The local store (${kind}) ended while it started: see ${logFile}`);
  }
  const { env } = report;
  return {
    env,
    stop() {
      disconnect(host);
      return end;
    },
    kill() {
      signalGroup(host, "SIGKILL");
      return end;
    },
  };
}

function spawnHost(args: string[], logFile: string): ChildProcess {
  const log = openSync(logFile, "a");
  // Detached: Ctrl-C in a terminal must reach the owner alone, which then ends the store in its own order.
  const host = spawn(process.execPath, [HOST_FILE, ...args], {
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  closeSync(log);
  return host;
}

async function firstReport(host: ChildProcess): Promise<HostReport> {
  const [report] = (await once(host, "message")) as [HostReport];
  return report;
}

/** Resolves when the host and all that it started are gone. */
async function ended(host: ChildProcess): Promise<void> {
  await once(host, "exit");
  const isEmpty = () => Promise.resolve(!signalGroup(host, "SIGKILL"));
  // Where nobody reaps orphans, as in some containers, the dead stay in the group: they do no harm.
  await until("the store's processes to end", LEFTOVER_DEADLINE_MS, isEmpty).catch(() => undefined);
}

/** The host leads a process group of its own; false when no process is left in it. */
function signalGroup(host: ChildProcess, signal: NodeJS.Signals): boolean {
  if (host.pid === undefined) return false;
  try {
    process.kill(-host.pid, signal);
    return true;
  } catch {
    return false;
  }
}

function disconnect(host: ChildProcess) {
  if (host.connected) host.disconnect();
}
