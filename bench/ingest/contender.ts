import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/store/free-port.ts";
import { until } from "../../scripts/store/until.ts";

/** A receiver that is measured. */
export type Contender = {
  readonly name: string;
  readonly what: string;
  /** What Node runs; "PORT" stands for the port. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly path: string;
};

/** What a process has used since it began. */
export type Usage = { readonly cpuMs: number; readonly rssBytes: number };

export type RunningContender = {
  readonly url: string;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
};

const START_DEADLINE_MS = 60_000;
const REPORT_USAGE = new URL("report-usage.ts", import.meta.url).href;

/**
 * @param profile the folder for its CPU profile, null for none
 * @param ready the path that is asked for until it answers
 */
export async function startContender(
  { name, command, env, path }: Pick<Contender, "name" | "command" | "env" | "path">,
  logFile: string,
  profile: string | null,
  ready = "/",
): Promise<RunningContender> {
  const port = await freePort();
  const profiling =
    profile === null
      ? []
      : ["--cpu-prof", "--cpu-prof-dir", profile, "--cpu-prof-name", `${name}.cpuprofile`];
  const args = command.map((word) => (word === "PORT" ? String(port) : word));
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, [...profiling, "--import", REPORT_USAGE, ...args], {
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  closeSync(log);
  const origin = `http://127.0.0.1:${port}`;
  await until(`${name} to answer, see ${logFile}`, START_DEADLINE_MS, async () => {
    if (child.exitCode === null) await fetch(origin + ready, { redirect: "manual" });
    return true;
  });
  if (child.exitCode !== null) throw new Error(`${name} ended as it started, see ${logFile}`);
  return { url: origin + path, usage: () => usageOf(child), stop: () => stop(child) };
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  child.send("usage");
  const [usage] = (await once(child, "message")) as [Usage];
  return usage;
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  // The channel's end ends it in good order, so that it leaves its profile.
  child.disconnect();
  await exited;
}
