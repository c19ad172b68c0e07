import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const INSTALL_DEADLINE_MS = 10 * 60_000;

export type Installation = { ok: true } | { ok: false; why: string };

/** The full path of a program on the PATH. */
export function findProgram(name: string): string | undefined {
  const directories = (process.env.PATH ?? "").split(path.delimiter);
  return directories.map((directory) => path.join(directory, name)).find(isExecutable);
}

/** Installs missing programs if this process is root and has apt-get. */
export async function requirePrograms(programs: string[], packages: string[]): Promise<Installation> {
  const listMissing = () => programs.filter((program) => findProgram(program) === undefined);
  if (listMissing().length === 0) return { ok: true };
  const installation = await installDebianPackages(packages);
  if (!installation.ok || listMissing().length === 0) return installation;
  return { ok: false, why: `the packages are installed, but not on the PATH: ${listMissing().join(", ")}` };
}

export async function installDebianPackages(packages: string[]): Promise<Installation> {
  const aptGet = findProgram("apt-get");
  if (aptGet === undefined) return { ok: false, why: "this system has no apt-get" };
  if (process.getuid?.() !== 0)
    return { ok: false, why: `not root: run "apt-get install ${packages.join(" ")}"` };
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, timeout: INSTALL_DEADLINE_MS, maxBuffer: 2 ** 26 };
  const run = promisify(execFile);
  try {
    await run(aptGet, ["update", "-qq"], options);
    await run(aptGet, ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
    return { ok: true };
  } catch (error) {
    const lastLine = String(error).trim().split("\n").at(-1) ?? "";
    return { ok: false, why: `apt-get could not install ${packages.join(" ")}: ${lastLine}` };
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
