import { checkBudget } from "./budget-check.ts";
import { runEndToEndTests } from "./e2e-run.ts";
import type { Outcome } from "./outcome.ts";
import { buildForProduction } from "./production-build.ts";
import { staticCheck } from "./static-check.ts";
import {
  runDemo,
  runFaults,
  runIntegrationOnCeph,
  runIntegrationOnMiniflare,
  runUnitTests,
} from "./vitest-run.ts";

export type Step = { name: string; what: string; run: () => Promise<Outcome> };

export const STEPS: Step[] = [
  { name: "lint", what: "ESLint", run: staticCheck(["eslint", "--max-warnings", "0", "."]) },
  { name: "format", what: "Prettier", run: staticCheck(["prettier", "--check", "."]) },
  {
    name: "types",
    what: "TypeScript",
    run: staticCheck(["next", "typegen"], ["tsc", "--noEmit", "--incremental", "false"]),
  },
  { name: "dead-code", what: "Knip", run: staticCheck(["knip"]) },
  { name: "unit", what: "unit and property tests", run: runUnitTests },
  { name: "integration", what: "integration tests on Miniflare", run: runIntegrationOnMiniflare },
  { name: "ceph", what: "integration tests on Ceph", run: runIntegrationOnCeph },
  { name: "demo", what: "npm run demo, twice in a row", run: runDemo },
  { name: "build", what: "next build", run: buildForProduction },
  { name: "budget", what: "the browser's JavaScript against its budget", run: checkBudget },
  { name: "faults", what: "npm run faults, for two of its rows", run: runFaults },
  { name: "e2e", what: "browser tests on the production build", run: runEndToEndTests },
];
