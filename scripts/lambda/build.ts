// npm run build:lambda: makes the zip that deploy/aws/template.yaml deploys.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { flag, runScript, text, UsageError, type Values } from "../shared/options.ts";
import { NOTICES, toNotices } from "../supply/notices.ts";
import { bundleHandler, installSharp } from "./bundle.ts";
import { measureColdStart } from "./cold-start.ts";
import { zipFolder } from "./zip.ts";

const OPTIONS = {
  arch: text("x64|arm64", "the architecture: x64 is the template parameter Architecture=x86_64", "x64"),
  out: text("FILE", "the zip", "deploy/aws/receiver.zip"),
  measure: flag("tells how long the receiver takes to start, on Linux of that architecture"),
};
/** Lambda's limit, unzipped. */
const MAX_BYTES = 250 * 1024 * 1024;
const MB = 1_000_000;

async function buildZip({ arch: architecture, out, measure }: Values<typeof OPTIONS>): Promise<undefined> {
  if (architecture !== "x64" && architecture !== "arm64") throw new UsageError("--arch is x64 or arm64");
  const zipFileName = path.resolve(out);
  const folder = mkdtempSync(path.join(tmpdir(), "livewall-lambda-"));
  try {
    await bundleHandler(folder);
    await installSharp(folder, architecture);
    rmSync(path.join(folder, "install"), { recursive: true });
    for (const name of [`sharp-linux-${architecture}`, `sharp-libvips-linux-${architecture}`]) {
      if (existsSync(path.join(folder, "node_modules/@img", name))) continue;
      throw new Error(`npm did not install @img/${name}: is it in the registry?`);
    }
    removeUnused(path.join(folder, "node_modules"));
    // The pages and their packages are not in it.
    writeFileSync(
      path.join(folder, NOTICES),
      toNotices(".", (name) => !/^(next|react|@next|@fontsource|swr)/.test(name)),
    );
    mkdirSync(path.dirname(zipFileName), { recursive: true });
    const { zipped, unzipped } = await zipFolder(folder, zipFileName);
    if (unzipped > MAX_BYTES) throw new Error(`${unzipped} bytes unzipped exceed Lambda's limit.`);
    const sizes = `${(zipped / MB).toFixed(1)} MB (${(unzipped / MB).toFixed(1)} MB unzipped)`;
    console.log(`${path.relative(process.cwd(), zipFileName)} for ${architecture}: ${sizes}`);
    if (!measure) return;
    if (process.platform !== "linux" || process.arch !== architecture) {
      throw new Error(`The zip is for Linux on ${architecture}: it cannot start here.`);
    }
    const { load, first } = await measureColdStart(folder);
    console.log(`A start here: ${load.toFixed(0)} ms to load, ${first.toFixed(0)} ms for the first answer`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Types and sources of C++ are read by no program. */
function removeUnused(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (/\.d\.[cm]?ts$|\.map$|\.(cc|h|gyp)$/.test(file)) rmSync(path.join(folder, file), { force: true });
  }
}

await runScript("build:lambda", OPTIONS, buildZip);
