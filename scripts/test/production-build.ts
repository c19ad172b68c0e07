import { rmSync } from "node:fs";
import { completeStandalone } from "../standalone/complete.ts";
import { failed, type Outcome, PASSED } from "./outcome.ts";
import { runTool } from "./tool.ts";

/** What `next start` runs, and the standalone output beside it. */
export async function buildForProduction(): Promise<Outcome> {
  // Else a build that fails would leave an older one for the end-to-end tests.
  rmSync(".next/BUILD_ID", { force: true });
  rmSync(".next/standalone", { recursive: true, force: true });
  const { exitCode, output } = await runTool("next", ["build"], { env: { BUILD_STANDALONE: "1" } });
  if (exitCode !== 0) {
    console.log(output.trimEnd());
    return failed(`next ended with exit code ${exitCode}`);
  }
  completeStandalone();
  return PASSED;
}
