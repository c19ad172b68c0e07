// npm test: reads the scripts and styles of the build, Next's included, and finds what the oldest browsers lack.
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { isAccepted } from "./accepted.ts";
import { type Missing, parseFloor } from "./compat.ts";
import { findMissingInCss } from "./css.ts";
import { findMissingInJavascript } from "./javascript.ts";

/** One line for each feature that is missing in a browser of the floor and not accepted. @throws Error without a build */
export function checkBuild(): string[] {
  const floor = parseFloor(readFileSync(".browserslistrc", "utf8"));
  const files = globSync(".next/static/**/*.{css,js}");
  if (files.length === 0) throw new Error("There is no build yet: run npm run build.");
  const polyfills = listPolyfills();
  return files.flatMap((file) => {
    if (polyfills.includes(path.basename(file))) return [];
    const source = readFileSync(file, "utf8");
    const find = file.endsWith(".css") ? findMissingInCss : findMissingInJavascript;
    return describe(file, find(source, floor));
  });
}

function listPolyfills(): string[] {
  const { polyfillFiles } = JSON.parse(readFileSync(".next/build-manifest.json", "utf8")) as {
    polyfillFiles: string[];
  };
  return polyfillFiles.map((file) => path.basename(file));
}

function describe(file: string, missing: Missing): string[] {
  return [...missing]
    .filter(([feature]) => !isAccepted(feature))
    .map(([feature, browsers]) => `${file}: ${feature} (${browsers})`);
}

if (import.meta.main) {
  process.chdir(path.join(import.meta.dirname, "../.."));
  const faults = checkBuild();
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
