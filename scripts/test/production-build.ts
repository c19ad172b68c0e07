import { rmSync } from "node:fs";
import type { Outcome } from "./outcome.ts";
import { staticCheck } from "./static-check.ts";

export function buildForProduction(): Promise<Outcome> {
  // Else a build that fails would leave an older one for the end-to-end tests.
  rmSync(".next/BUILD_ID", { force: true });
  return staticCheck(["next", "build"])();
}
