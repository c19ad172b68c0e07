// A local store runs in a process of its own (host.ts), so that a test can stop or kill it. It ends when its owner ends:
// the channel between the two closes even after a kill -9.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "../shared/until.ts";

export type StoreEnv = Record<
  "AWS_ENDPOINT_URL_S3" | "AWS_S3_BUCKET_NAME" | "AWS_REGION" | "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY",
  string
>;
/** Miniflare is Cloudflare's local R2. Ceph's gateway is an S3 that runs in production. */
export type StoreKind = "miniflare" | "ceph";
export type StoreOptions = {
  /** Data in it survives a restart and a kill -9. */
  readonly directory: string;
  /** 0 for any free port. */
  readonly port?: number;
  readonly kind?: StoreKind;
};
export type HostReport = { state: "ready"; env: StoreEnv } | { state: "failed"; message: string };

type Host = { readonly process: ChildProcess; readonly env: StoreEnv; readonly ended: Promise<void> };

const LEFTOVER_DEADLINE_MS = 2_000;
const HOST_FILE = fileURLToPath(new URL("host.ts", import.meta.url));

/** A store that keeps its address and its data over a restart. */
export class LocalStore {
  readonly env: StoreEnv;
  readonly #options: StoreOptions;
  #host: Host | undefined;

  private constructor(options: StoreOptions, host: Host) {
    this.#options = options;
    this.#host = host;
    this.env = host.env;
  }

  static async start(options: StoreOptions): Promise<LocalStore> {
    return new LocalStore(options, await startHost(options));
  }

  async start(): Promise<void> {
    const port = Number(new URL(this.env.AWS_ENDPOINT_URL_S3).port);
    this.#host ??= await startHost({ ...this.#options, port });
  }

  /** Resolves when the running store has ended. */
  async ended(): Promise<void> {
    await this.#host?.ended;
  }

  async stop(): Promise<void> {
    const host = this.#host;
    this.#host = undefined;
    if (host?.process.connected === true) host.process.disconnect();
    await host?.ended;
  }

  /** Sends SIGKILL to all its processes at once, as a power cut would end them. */
  async kill(): Promise<void> {
    const host = this.#host;
    this.#host = undefined;
    if (host !== undefined) signalGroup(host.process, "SIGKILL");
    await host?.ended;
  }
}

async function startHost({ directory, port = 0, kind = "miniflare" }: StoreOptions): Promise<Host> {
  const folder = path.resolve(directory);
  mkdirSync(folder, { recursive: true });
  const logFile = path.join(folder, "store.log");
  const log = openSync(logFile, "a");
  // Detached: Ctrl-C in a terminal reaches the owner alone, which then ends the store in its own order.
  const host = spawn(process.execPath, [HOST_FILE, kind, folder, String(port)], {
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  closeSync(log);
  const ended = groupEnded(host);
  const reported = once(host, "message").then(([report]: HostReport[]) => report);
  const report = await Promise.race([reported, ended.then(() => undefined)]);
  if (report?.state === "ready") return { process: host, env: report.env, ended };
  await ended;
  throw new Error(report?.message ?? `The local store (${kind}) ended while it started: see ${logFile}`);
}

/** Resolves when the host and all that it started are gone. */
async function groupEnded(host: ChildProcess): Promise<void> {
  await once(host, "exit");
  const isEmpty = () => Promise.resolve(!signalGroup(host, "SIGKILL"));
  // In containers that reap no orphans, dead processes stay in the group. They do no harm.
  await until("the store's processes to end", LEFTOVER_DEADLINE_MS, isEmpty).catch(() => undefined);
}

/** The host leads a process group of its own. @returns false if the group has no process left */
function signalGroup(host: ChildProcess, signal: NodeJS.Signals): boolean {
  if (host.pid === undefined) return false;
  try {
    process.kill(-host.pid, signal);
    return true;
  } catch {
    return false;
  }
}
