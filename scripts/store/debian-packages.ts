import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const INSTALL_DEADLINE_MS = 10 * 60_000;

/** The full path of a program, looked for as a shell does. */
export function findProgram(name: string): string | undefined {
  const directories = (process.env.PATH ?? "").split(path.delimiter);
  return directories.map((directory) => path.join(directory, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export type Installation = { ok: true } | { ok: false; why: string };

/** Only where nobody has to be asked: as root on a machine that has apt-get. */
export async function installDebianPackages(packages: string[]): Promise<Installation> {
  const aptGet = findProgram("apt-get");
  if (aptGet === undefined) return { ok: false, why: "this system has no apt-get" };
  if (process.getuid?.() !== 0)
    return { ok: false, why: `not root: run "apt-get install ${packages.join(" ")}"` };
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, timeout: INSTALL_DEADLINE_MS, maxBuffer: 2 ** 26 };
  try {
    await run(aptGet, ["update", "-qq"], options);
    await run(aptGet, ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
    return { ok: true };
  } catch (error) {
    return { ok: false, why: `apt-get could not install ${packages.join(" ")}: ${lastLine(error)}` };
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n").at(-1) ?? "";
}
