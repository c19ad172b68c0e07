import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { withSettings } from "./edit.ts";

const OWNER_ONLY = 0o600;

/** Sets values in an env file, whole or not at all; it is its owner's alone from its first byte on. */
export function writeSettings(file: string, values: Readonly<Record<string, string>>): void {
  const target = existsSync(file) ? realpathSync(file) : file;
  const text = existsSync(target) ? readFileSync(target, "utf8") : "";
  const draft = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, withSettings(text, values), { mode: OWNER_ONLY, flush: true });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
