import { execFile } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { extractLocked } from "./locked-packages.ts";

export type Architecture = "x64" | "arm64";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** CommonJS packages in an ES module look for a `require`. */
const REQUIRE = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`;

/** Bundles the handler into index.mjs. On Lambda, it imports only sharp and Node's own modules. */
export async function bundleHandler(folder: string): Promise<void> {
  await build({
    entryPoints: [path.join(ROOT, "lib/server/lambda/index.ts")],
    outfile: path.join(folder, "index.mjs"),
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    mainFields: ["module", "main"],
    // Under this condition `server-only` is empty, as Next has it.
    conditions: ["react-server"],
    // sharp is installed next to it; the other is used on Vercel only.
    external: ["sharp", "@vercel/oidc-aws-credentials-provider"],
    banner: { js: REQUIRE },
    minifySyntax: true,
    minifyWhitespace: true,
    // Node prints the line of an uncaught error: not the whole bundle.
    lineLimit: 500,
    legalComments: "none",
    logLevel: "warning",
  });
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
