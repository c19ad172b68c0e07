// npm run build builds the app for production; with --standalone (npm run build:standalone), also a folder in
// .next/standalone that needs nothing but Node.
import {
  cpSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundle } from "../shared/bundle.ts";
import { flag, runScript, type Values } from "../shared/options.ts";
import { NOTICES, toNotices } from "../supply/notices.ts";
import { runTool } from "../shared/tool.ts";

/** The folder of Next's standalone output. */
export const STANDALONE = ".next/standalone";

const BUILD_ID = ".next/BUILD_ID";
// Next leaves these to a CDN. Without one, the server itself serves them.
const CDN_FOLDERS = [".next/static", "public"];
const SOURCES = [
  "{app,components,lib,public}/**",
  "{proxy,instrumentation}.ts",
  "next.config.js",
  "package-lock.json",
  ".browserslistrc",
];
const OPTIONS = { standalone: flag("also makes a folder that needs nothing but Node.js") };
const BYTES_PER_MB = 1_000_000;
/** Below this, compression saves no packet. */
const MIN_BYTES = 1_000;

type BuildOptions = {
  readonly standalone?: boolean;
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
};

/** Builds the app for production. @throws Error with the output of a build that fails */
export async function buildApp({ standalone = false, ...how }: BuildOptions = {}): Promise<void> {
  // A build that fails must not leave an older one behind.
  rmSync(BUILD_ID, { force: true });
  rmSync(STANDALONE, { recursive: true, force: true });
  const env = { NODE_ENV: "production", ...(standalone ? { BUILD_STANDALONE: "1" } : {}) };
  const { exitCode, output } = await runTool("next", ["build"], { env, ...how });
  if (exitCode !== 0) throw new Error(`${output.trimEnd()}\nThe app could not be built.`);
  compressFiles();
  if (!standalone) return;
  for (const folder of CDN_FOLDERS) cpSync(folder, path.join(STANDALONE, folder), { recursive: true });
  // In the place of Next's own server. Next and sharp are beside it, as Next has traced them.
  const external = ["next", "sharp", "@vercel/oidc-aws-credentials-provider"];
  writeFileSync(path.join(STANDALONE, NOTICES), toNotices("."));
  await bundle("lib/server/main.ts", path.join(STANDALONE, "server.js"), external);
}

/** Compresses the files of the build as well as can be, once: the server sends what is beside them. */
function compressFiles(): void {
  for (const file of globSync(".next/static/**/*.{js,css,svg,json}")) {
    const plain = readFileSync(file);
    if (plain.byteLength < MIN_BYTES) continue;
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }));
    writeFileSync(`${file}.br`, brotliCompressSync(plain));
  }
}

/** @throws Error if there is no production build */
export function requireBuild(): void {
  if (!existsSync(BUILD_ID)) throw new Error("There is no build yet: run npm run build.");
}

/** True if a source file is newer than the build for production. */
export function isBuildOutdated(): boolean {
  if (!existsSync(BUILD_ID) || !existsSync(STANDALONE)) return true;
  const builtAt = statSync(BUILD_ID).mtimeMs;
  return globSync(SOURCES).some((file) => statSync(file).mtimeMs > builtAt);
}

async function build({ standalone }: Values<typeof OPTIONS>): Promise<undefined> {
  await buildApp({ standalone, stream: true });
  if (!standalone) return;
  const files = readdirSync(STANDALONE, { recursive: true, withFileTypes: true });
  const bytes = files
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
  const size = `${(bytes / BYTES_PER_MB).toFixed(0)} MB`;
  console.log(`${STANDALONE}: ${size}. Start it with: node ${STANDALONE}/server.js`);
}

if (import.meta.main) await runScript("build", OPTIONS, build);
