// Reads the reports of the test runners. A runner that crashed, or ran nothing, has failed.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

export type Test = { readonly name: string; readonly file: string };
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The reason for a skipped step, or for a failure that is no test's. */
  readonly note?: string;
  readonly failures?: readonly Test[];
};

export const PASSED: Outcome = { passed: 1, failed: 0, skipped: 0 };
export const failed = (note: string): Outcome => ({ passed: 0, failed: 1, skipped: 0, note });
export const skipped = (note: string): Outcome => ({ passed: 0, failed: 0, skipped: 1, note });

const VITEST_TEST = z.object({ fullName: z.string(), status: z.string() });
const VITEST_REPORT = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), assertionResults: z.array(VITEST_TEST) }),
  ),
});

const PLAYWRIGHT_SUITE = z.object({
  title: z.string(),
  file: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) })),
  get suites() {
    return z.array(PLAYWRIGHT_SUITE).optional();
  },
});
const PLAYWRIGHT_REPORT = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), skipped: z.number() }),
  suites: z.array(PLAYWRIGHT_SUITE),
});

/** The path for a runner's report. No report of an earlier run is there. */
export function newReportFile(name: string): string {
  const file = path.resolve(`.data/test/${name}-report.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

export function parseVitest(json: unknown): Outcome {
  const { testResults, ...counts } = VITEST_REPORT.parse(json);
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, name: test.fullName, file: path.relative("", name) })),
  );
  // A file that does not load has no tests.
  const broken = testResults
    .filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0)
    .map(({ name }) => ({ name: "the file does not load", file: path.relative("", name) }));
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + broken.length,
    skipped: counts.numPendingTests + counts.numTodoTests,
    failures: [...broken, ...tests.filter(({ status }) => status === "failed")],
  };
}

export function parsePlaywright(json: unknown): Outcome {
  const { stats, suites } = PLAYWRIGHT_REPORT.parse(json);
  return {
    passed: stats.expected,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: suites.flatMap(selectFailed),
  };
}

function selectFailed({ file, specs, suites = [] }: z.infer<typeof PLAYWRIGHT_SUITE>): Test[] {
  const own = specs.filter(({ tests }) => tests.some((test) => test.status === "unexpected"));
  const tests = own.map(({ title }) => ({ name: title, file: `tests/e2e/${file}` }));
  return [...tests, ...suites.flatMap(selectFailed)];
}

export function readReport(file: string, exitCode: number, parse: (json: unknown) => Outcome): Outcome {
  let outcome: Outcome;
  try {
    outcome = parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    return failed(`the test runner left no readable report (exit code ${exitCode}): ${String(error)}`);
  }
  if (outcome.failed > 0) return outcome;
  if (exitCode !== 0) return { ...outcome, failed: 1, note: `the test runner's exit code is ${exitCode}` };
  if (outcome.passed === 0) return { ...outcome, failed: 1, note: "no test ran" };
  return outcome;
}
