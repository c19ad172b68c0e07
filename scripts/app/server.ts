import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../store/free-port.ts";
import { until } from "../store/until.ts";

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 10_000;
const PLAIN_LOGS = { NO_COLOR: "1", FORCE_COLOR: undefined };
const fileOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
/** `next start` of the production build, and the receiver alone. */
const PROGRAMS = {
  app: [fileOf("node_modules/next/dist/bin/next"), "start"],
  receiver: [fileOf("lib/server/main.ts")],
} as const;

export type Program = keyof typeof PROGRAMS;
const END_WITH_OWNER = new URL("end-with-owner.ts", import.meta.url).href;

/** A server as it runs in production; it keeps its address over a restart. */
export class Server {
  readonly url: string;
  readonly #port: number;
  readonly #env: NodeJS.ProcessEnv;
  readonly #onLine: (line: string) => void;
  readonly #program: Program;
  #process: ChildProcess | undefined;

  constructor(port: number, env: NodeJS.ProcessEnv, onLine: (line: string) => void, program: Program) {
    this.#program = program;
    this.#port = port;
    this.#env = env;
    this.#onLine = onLine;
    this.url = `http://localhost:${port}`;
  }

  /**
   * @param onLine is given each line that it prints, over all its lives
   * @param port 0 for any that is free
   */
  static async start(
    env: NodeJS.ProcessEnv,
    onLine: (line: string) => void,
    port = 0,
    program: Program = "app",
  ): Promise<Server> {
    const server = new Server(await freePort(port), env, onLine, program);
    await server.start();
    return server;
  }

  /** Of the process that runs now. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Resolves when the server that runs now has ended, whyever. */
  async ended(): Promise<void> {
    const child = this.#process;
    if (child !== undefined && !hasEnded(child)) await once(child, "exit");
  }

  async start(): Promise<void> {
    const child = this.#spawn();
    this.#process = child;
    try {
      await until("the server to answer", START_DEADLINE_MS, async () => {
        if (!hasEnded(child)) await fetch(this.url, { redirect: "manual" });
        return true;
      });
    } catch (error) {
      await this.stop("SIGKILL");
      throw error;
    }
    if (hasEnded(child)) throw new Error("the server ended at once: what it printed says why");
  }

  /** With SIGKILL: as a crash would end it. */
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
    const program = [...PROGRAMS[this.#program], "--port", String(this.#port), "--hostname", "127.0.0.1"];
    const child = spawn(process.execPath, ["--import", END_WITH_OWNER, ...program], {
      env: { ...this.#env, ...PLAIN_LOGS, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Ctrl-C in a terminal must reach the owner alone, which then ends the server in its own order.
      detached: true,
    });
    for (const input of [child.stdout, child.stderr]) {
      if (input !== null) createInterface({ input }).on("line", this.#onLine);
    }
    return child;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
