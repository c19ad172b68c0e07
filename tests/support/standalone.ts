import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { STANDALONE } from "../../scripts/standalone/complete.ts";
import { freePort } from "../../scripts/store/free-port.ts";
import { until } from "../../scripts/store/until.ts";

export type Standalone = {
  readonly url: string;
  readonly process: ChildProcess;
  /** All that it has printed. */
  readonly printed: () => string;
  readonly end: () => Promise<void>;
};

/** The standalone build, copied to where no package of the project can be found by accident. */
export async function startStandalone(settings: Record<string, string>): Promise<Standalone> {
  const folder = mkdtempSync(path.join(tmpdir(), "livewall-standalone-"));
  cpSync(STANDALONE, folder, { recursive: true });
  const port = await freePort();
  const child = spawn(process.execPath, ["server.js"], {
    cwd: folder,
    env: { NODE_ENV: "production", HOSTNAME: "127.0.0.1", PORT: String(port), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const url = `http://127.0.0.1:${port}`;
  async function end() {
    child.kill("SIGKILL");
    await exited;
    rmSync(folder, { recursive: true });
  }
  const printed = () => Buffer.concat(chunks).toString();
  await until(
    "the standalone build to answer",
    30_000,
    async () => (await fetch(`${url}/api/health`)).ok,
  ).catch(async (error: unknown) => {
    await end();
    throw new Error(`It did not start:\n${printed()}`, { cause: error });
  });
  return { url, process: child, printed, end };
}
