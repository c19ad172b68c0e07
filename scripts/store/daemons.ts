import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";

const execute = promisify(execFile);
const COMMAND_DEADLINE_MS = 30_000;
const TERM_DEADLINE_MS = 5_000;

/** Runs a program to its end and returns what it printed. */
export async function runProgram(program: string, args: string[]): Promise<string> {
  const { stdout } = await execute(program, args, { timeout: COMMAND_DEADLINE_MS });
  return stdout;
}

/** Starts a program that stays, and returns how to end it: SIGTERM, and SIGKILL if that does not help. */
export function startDaemon(program: string, args: string[]): { end: () => Promise<void> } {
  const daemon = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
  const gone = once(daemon, "exit").catch(console.error);
  return { end: () => endProcess(daemon, gone) };
}

async function endProcess(daemon: ChildProcess, gone: Promise<unknown>): Promise<void> {
  daemon.kill("SIGTERM");
  const timer = setTimeout(() => daemon.kill("SIGKILL"), TERM_DEADLINE_MS);
  await gone;
  clearTimeout(timer);
}
