import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

export type Environment = Readonly<Record<string, string | undefined>>;

/** As `next start` reads them: the first that names a setting wins, and the process's own environment over all. */
const ENV_FILES = [".env.production.local", ".env.local", ".env.production", ".env"];

/** The settings that the app would see if it started in this folder. */
export function readEnvironment(directory: string): Environment {
  const files = ENV_FILES.map((name) => readEnvFile(path.join(directory, name)));
  return Object.assign({}, ...files.toReversed(), process.env) as Environment;
}

/** What a file of settings says; nothing when there is none. */
export function readEnvFile(file: string): Environment {
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}

/** Gives this process the settings of a folder's files, as `next start` does, so that the AWS SDK finds its own among them. */
export function loadEnvironment(directory: string): Environment {
  return Object.assign(process.env, readEnvironment(directory));
}
