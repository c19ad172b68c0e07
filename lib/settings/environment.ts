import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import nextEnv from "@next/env";

export type Environment = Readonly<Record<string, string | undefined>>;

/** As `next start` reads them: the first that names a setting wins, and the process's own environment over all. */
const ENV_FILES = [".env.production.local", ".env.local", ".env.production", ".env"];

/** The settings that the app would see if it started in this folder. This process keeps its own. */
export function readEnvironment(directory: string): Environment {
  const before = { ...process.env };
  const read = { ...loadEnvironment(directory) };
  const added = Object.keys(process.env).filter((name) => !(name in before));
  for (const name of added) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, before);
  return read;
}

/** What a file of settings says, as it is written there: without what Next makes of `$NAME`. Nothing when there is none. */
export function readEnvFile(file: string): Environment {
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}

/** Gives this process the settings of a folder's files, as `next start` does, so that the AWS SDK finds its own among them. */
export function loadEnvironment(directory: string): Environment {
  const isUnderNext = "__NEXT_PROCESSED_ENV" in process.env;
  const files = ENV_FILES.map((name) => path.join(directory, name))
    .filter((file) => existsSync(file))
    .map((file) => ({ path: file, contents: readFileSync(file, "utf8"), env: {} }));
  // By Next's own reader: no other one makes the same of a `$` or a quote.
  nextEnv.processEnv(files, directory, console, true);
  // It would keep a Next that this process starts from reading the files of its own folder.
  if (!isUnderNext) delete process.env.__NEXT_PROCESSED_ENV;
  return process.env;
}
