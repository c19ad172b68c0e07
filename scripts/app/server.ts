import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../shared/free-port.ts";
import { until } from "../shared/until.ts";

const START_DEADLINE_MS = 60_000;
/** The program itself ends 20 s after the signal. */
const STOP_DEADLINE_MS = 25_000;
const ROOT = path.join(import.meta.dirname, "../..");
const OWNED = new URL("owned.ts", import.meta.url).href;

/** As in `npm start`. Without the option, the memory that Node.js takes depends on that of the machine. */
const START = ["--max-semi-space-size=8", "lib/server/main.ts"] as const;

/** The arguments of Node.js, in the folder of the project; "PORT" stands for the port. */
export const PROGRAMS = {
  app: [...START, "--port", "PORT", "--hostname", "127.0.0.1"],
  receiver: [...START, "--no-wall", "--port", "PORT", "--hostname", "127.0.0.1"],
} as const;

export type Launch = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly program?: readonly string[];
  /** 0 for any free port. */
  readonly port?: number;
  /** Takes each line that the server prints, over all restarts. */
  readonly onLine?: (line: string) => void;
  /** The path that is requested until it answers. */
  readonly readyPath?: string;
  /** Options of Node.js. */
  readonly nodeOptions?: readonly string[];
};

/** The resources that a process has used since its start. */
export type Usage = { readonly cpuMs: number; readonly rssBytes: number };

/** A server as it runs in production. It keeps its address over a restart. */
export class Server {
  readonly url: string;
  readonly #port: number;
  readonly #launch: Launch;
  #process: ChildProcess | undefined;

  private constructor(port: number, launch: Launch) {
    this.#port = port;
    this.#launch = launch;
    this.url = `http://localhost:${port}`;
  }

  static async start(launch: Launch): Promise<Server> {
    const server = new Server(await freePort(launch.port), launch);
    await server.start();
    return server;
  }

  /** The id of the running process. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Resolves when the running process has ended. */
  async ended(): Promise<void> {
    const child = this.#process;
    if (child !== undefined && !hasEnded(child)) await once(child, "exit");
  }

  async usage(): Promise<Usage> {
    const child = this.#process;
    if (child === undefined) throw new Error("The server does not run.");
    child.send("usage");
    const [usage] = (await once(child, "message")) as [Usage];
    return usage;
  }

  async start(): Promise<void> {
    const child = this.#spawn();
    this.#process = child;
    try {
      await until("the server to answer", START_DEADLINE_MS, async () => {
        if (!hasEnded(child)) await fetch(this.url + (this.#launch.readyPath ?? ""), { redirect: "manual" });
        return true;
      });
    } catch (error) {
      await this.stop("SIGKILL");
      throw error;
    }
    if (hasEnded(child)) throw new Error("The server ended at once. Its output has the reason.");
  }

  /** SIGKILL ends it as a crash would. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || hasEnded(child)) return;
    const exited = once(child, "exit");
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
    await exited;
    clearTimeout(timer);
  }

  #spawn(): ChildProcess {
    const { env, program = PROGRAMS.app, onLine, nodeOptions = [] } = this.#launch;
    const args = program.map((word) => (word === "PORT" ? String(this.#port) : word));
    const child = spawn(process.execPath, [...nodeOptions, "--import", OWNED, ...args], {
      cwd: ROOT,
      env: {
        ...env,
        NO_COLOR: "1",
        FORCE_COLOR: undefined,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Ctrl-C in a terminal must reach the owner alone, which then ends the server in its own order.
      detached: true,
    });
    for (const input of [child.stdout, child.stderr]) {
      if (input !== null) createInterface({ input }).on("line", (line) => onLine?.(line));
    }
    return child;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
