// The steps of npm test and npm run test:all.
import { buildApp } from "../app/build.ts";
import { requireProxies } from "../local-proxy/local-proxy.ts";
import { runNode } from "../shared/tool.ts";
import { checkSupply } from "../supply/supply.ts";
import { failed, type Outcome, PASSED } from "./reports.ts";
import { check, onStore, playwright, requireCeph, vitest, type Step } from "./runners.ts";

/** Lanes run side by side, the steps of a lane one after the other. */
export type Phase = readonly (readonly Step[])[];

export const BUILD: Step = {
  name: "build",
  title: "next build",
  run: () => buildApp({ standalone: true }).then(() => PASSED),
};

/** The phases of npm test. ESLint needs one core for as long as the other checks and the unit tests. */
export const FIRST: readonly Phase[] = [
  [
    [check("lint", "ESLint", ["eslint", "--max-warnings", "0", "."])],
    [
      check("format", "Prettier", ["prettier", "--check", "."]),
      check("types", "TypeScript", ["next", "typegen"], ["tsc", "--noEmit", "--incremental", "false"]),
      check("dead-code", "Knip", ["knip"]),
      vitest("unit", "unit and property tests", "tests/unit/**/*.test.{ts,tsx}"),
    ],
  ],
  [[BUILD]],
  [
    [
      {
        ...onStore(
          "integration",
          "integration tests on Miniflare",
          "miniflare",
          "tests/integration/**/*.test.ts",
        ),
        needsBuild: true,
      },
    ],
  ],
  [[playwright("e2e", "browser tests on the production build", "essential")]],
];

/** What npm run test:all adds. */
export const REST: readonly Phase[] = [
  [[playwright("e2e-thorough", "the other browser tests", "thorough")]],
  [
    [
      {
        ...onStore("ceph", "the store's tests on Ceph", "ceph", "tests/integration/store/*.test.ts"),
        prepare: requireCeph,
      },
    ],
  ],
  [[{ name: "supply", title: "licences and known vulnerabilities", run: runSupply }]],
  [[vitest("thorough", "demo, zip, proxies, faults, fuzzing", "tests/thorough/*.test.ts", requireProxies)]],
  [
    [
      {
        name: "budget",
        title: "the browser's JavaScript against its budget",
        async run() {
          const { exitCode } = await runNode(["scripts/budget/budget.ts"], { stream: true });
          return exitCode === 0 ? PASSED : failed(`its exit code is ${exitCode}`);
        },
      },
    ],
  ],
];

/** A registry without an audit skips that half. */
async function runSupply(): Promise<Outcome> {
  const { problems, unaudited } = await checkSupply();
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) return failed(`${problems.length} packages`);
  return unaudited === undefined ? PASSED : { ...PASSED, skipped: 1, note: `not audited: ${unaudited}` };
}
