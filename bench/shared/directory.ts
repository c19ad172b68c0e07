import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";

/** A folder for the data of a run, which goes when this process ends, also by a signal. */
export function createDataFolder(name: string): string {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  mkdirSync(".data/bench", { recursive: true });
  const folder = path.resolve(mkdtempSync(`.data/bench/${name}-`));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
