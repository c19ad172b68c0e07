// Counts tests in what the runners report of themselves. A runner that crashed, or ran nothing, has failed.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { failed, type Outcome } from "./outcome.ts";

const VITEST_TEST = z.object({
  fullName: z.string(),
  status: z.string(),
  /** Of earlier tries too. */
  failureMessages: z.array(z.string()).nullish(),
});
const VITEST_REPORT = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ assertionResults: z.array(VITEST_TEST) })),
});

const PLAYWRIGHT_SUITE = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) })),
  get suites() {
    return z.array(PLAYWRIGHT_SUITE).optional();
  },
});
const PLAYWRIGHT_REPORT = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(PLAYWRIGHT_SUITE),
});

/** Where a runner is to write its report: nothing is there yet, not even one of an earlier run. */
export function newReportFile(name: string): string {
  const file = path.resolve(`.data/test/${name}-report.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

export function countVitest(file: string, exitCode: number): Outcome {
  return count(file, exitCode, (json) => {
    const report = VITEST_REPORT.parse(json);
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const ofStatus = (which: string) => tests.filter(({ status }) => status === which);
    const flaky = ofStatus("passed").filter(({ failureMessages }) => (failureMessages ?? []).length > 0);
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: ofStatus("failed").map(({ fullName }) => fullName),
      flaky: flaky.map(({ fullName }) => fullName),
    };
  });
}

export function countPlaywright(file: string, exitCode: number): Outcome {
  return count(file, exitCode, (json) => {
    const { stats, suites } = PLAYWRIGHT_REPORT.parse(json);
    const { expected, unexpected, flaky, skipped } = stats;
    return {
      passed: expected + flaky,
      failed: unexpected,
      skipped,
      failures: suites.flatMap((suite) => specsThat("unexpected", suite)),
      flaky: suites.flatMap((suite) => specsThat("flaky", suite)),
    };
  });
}

function specsThat(
  status: "unexpected" | "flaky",
  { title, specs, suites = [] }: z.infer<typeof PLAYWRIGHT_SUITE>,
): string[] {
  const own = specs.filter(({ tests }) => tests.some((one) => one.status === status));
  const names = [...own.map((spec) => spec.title), ...suites.flatMap((suite) => specsThat(status, suite))];
  return names.map((name) => `${title}: ${name}`);
}

function count(file: string, exitCode: number, read: (json: unknown) => Outcome): Outcome {
  let outcome: Outcome;
  try {
    outcome = read(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    return failed(`the test runner left no readable report (exit code ${exitCode}): ${String(error)}`);
  }
  if (outcome.failed > 0) return outcome;
  if (exitCode !== 0)
    return { ...outcome, failed: 1, note: `the test runner ended with exit code ${exitCode}` };
  if (outcome.passed === 0) return { ...outcome, failed: 1, note: "not one test ran" };
  return outcome;
}
