import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Environment } from "#lib/settings/environment.ts";
import { until } from "../../scripts/shared/until.ts";

/** A process of Node that serves at an address. */
export type ServingProcess = {
  readonly url: string;
  readonly process: ChildProcess;
  /** All that it has printed. */
  readonly printed: () => string;
  readonly end: () => Promise<void>;
};

type Parts = {
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Environment;
  /** The one that it is told to listen at. */
  readonly port: number;
};

/** Starts one with nothing in its environment but what is given, and awaits its first answer. */
export async function startServing({ args, folder, env, port }: Parts): Promise<ServingProcess> {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const printed = () => Buffer.concat(chunks).toString();
  const url = `http://127.0.0.1:${port}`;
  async function end() {
    child.kill("SIGKILL");
    await exited;
  }
  await until("the process to answer", 30_000, async () => (await fetch(`${url}/api/health`)).ok).catch(
    async (error: unknown) => {
      await end();
      throw new Error(`It did not start:\n${printed()}`, { cause: error });
    },
  );
  return { url, process: child, printed, end };
}
