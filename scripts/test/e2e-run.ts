import { existsSync } from "node:fs";
import { findChromium } from "./chromium.ts";
import { failed, type Outcome } from "./outcome.ts";
import { countPlaywright, newReportFile } from "./report.ts";
import { runTool } from "./tool.ts";

/** A machine that is twice as slow as ours is no failure. Playwright ends itself before, and reports (its globalTimeout). */
const DEADLINE_MS = 90 * 60_000;

/** In a browser, against the production build that is there. */
export async function runEndToEndTests(): Promise<Outcome> {
  if (!existsSync(".next/BUILD_ID"))
    return failed("there is no production build to test: see the build step");
  const reportFile = newReportFile("e2e");
  const env = { CHROMIUM_PATH: await findChromium(), E2E_REPORT_FILE: reportFile };
  const args = ["test", "--config", "tests/playwright.config.ts"];
  const { exitCode } = await runTool("playwright", args, {
    env,
    output: "stream",
    deadlineMs: DEADLINE_MS,
  });
  return countPlaywright(reportFile, exitCode);
}
