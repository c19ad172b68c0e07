import { execFile } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { bundle } from "../shared/bundle.ts";
import { extractLocked } from "./locked-packages.ts";

export type Architecture = "x64" | "arm64";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Bundles the handler into index.mjs. On Lambda, it imports only sharp and Node's own modules. */
export async function bundleHandler(folder: string): Promise<void> {
  // The other package is used on Vercel only.
  const external = ["sharp", "@vercel/oidc-aws-credentials-provider"];
  await bundle("lib/server/lambda/index.ts", path.join(folder, "index.mjs"), external);
}

/** Installs sharp, as it is locked, for Lambda: Amazon Linux has glibc. */
export async function installSharp(folder: string, architecture: Architecture): Promise<void> {
  const { manifest, lock } = extractLocked("sharp", path.join(ROOT, "package-lock.json"));
  const place = path.join(folder, "install");
  mkdirSync(place);
  writeFileSync(path.join(place, "package.json"), JSON.stringify(manifest));
  writeFileSync(path.join(place, "package-lock.json"), JSON.stringify(lock));
  const platform = ["--os=linux", `--cpu=${architecture}`, "--libc=glibc"];
  const options = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", ...platform];
  await promisify(execFile)("npm", ["ci", ...options], { cwd: place });
  renameSync(path.join(place, "node_modules"), path.join(folder, "node_modules"));
}
