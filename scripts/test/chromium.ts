import { findProgram, installDebianPackages } from "../local-store/debian-packages.ts";
import { runTool } from "../shared/tool.ts";

/** The headless shell first: it needs half the CPU time, and is what Playwright itself uses for headless tests. */
const PROGRAMS = [
  ...["chromium-headless-shell", "chromium", "chromium-browser"],
  ...["google-chrome-stable", "google-chrome", "chrome"],
];

/** The Chromium on the PATH, or in CHROMIUM_PATH. */
export function findSystemChromium(): string | undefined {
  return process.env.CHROMIUM_PATH ?? PROGRAMS.map(findProgram).find((file) => file !== undefined);
}

let chromium: Promise<string | undefined> | undefined;

/**
 * Finds or installs a Chromium for the browser tests, once.
 *
 * @returns its path, or undefined for the one that Playwright has fetched for itself
 * @throws Error that says how to get one by hand
 */
export function requireChromium(): Promise<string | undefined> {
  return (chromium ??= findOrInstall());
}

async function findOrInstall(): Promise<string | undefined> {
  const found = findSystemChromium();
  if (found !== undefined) return found;
  const installation = await installDebianPackages(["chromium-headless-shell", "fonts-dejavu-core"]);
  if (installation.ok) return findSystemChromium();
  const { exitCode } = await runTool("playwright", ["install", "chromium"]);
  if (exitCode === 0) return undefined;
  throw new Error(
    `No Chromium for the browser tests: none of ${PROGRAMS.join(", ")} is on the PATH; Debian's: ${installation.why}; ` +
      `"npx playwright install chromium" failed. Install one, or name it in CHROMIUM_PATH.`,
  );
}
