import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import nextEnv from "@next/env";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Read before the files of settings are: Next takes its port from none of them. */
export const { PORT } = process.env;

/** In the order of Next: an earlier file has priority, and the environment over all files. */
const ENV_FILES = [".env.production.local", ".env.local", ".env.production", ".env"];

/** Returns the settings of an app that starts in this folder, and leaves `process.env` alone. */
export function readEnvironment(directory: string): Environment {
  const before = { ...process.env };
  const read = { ...loadEnvironment(directory) };
  const added = Object.keys(process.env).filter((name) => !(name in before));
  for (const name of added) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, before);
  return read;
}

/** Sets a variable of this process that a library reads. */
export function setVariable(name: string, value: string): void {
  process.env[name] = value;
}

/** Reads one file without replacing `$NAME`. Returns nothing if there is no file. */
export function readEnvFile(file: string): Environment {
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}

/** Adds the settings of a folder's files to `process.env`, as Next does, so that the AWS SDK finds its own. */
export function loadEnvironment(directory: string): Environment {
  const isUnderNext = "__NEXT_PROCESSED_ENV" in process.env;
  const files = ENV_FILES.map((name) => path.join(directory, name))
    .filter((file) => existsSync(file))
    .map((file) => ({ path: file, contents: readFileSync(file, "utf8"), env: {} }));
  // No other parser treats `$` and quotes as Next does.
  nextEnv.processEnv(files, directory, console, true);
  // It would keep a Next that this process starts from reading its own files.
  if (!isUnderNext) delete process.env.__NEXT_PROCESSED_ENV;
  return process.env;
}
