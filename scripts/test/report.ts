// Counts tests in what the runners report of themselves. A runner that crashed, or ran nothing, has failed.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { failed, type Outcome } from "./outcome.ts";

const VITEST_REPORT = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});
const PLAYWRIGHT_REPORT = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
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
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = VITEST_REPORT.parse(json);
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  });
}

export function countPlaywright(file: string, exitCode: number): Outcome {
  return count(file, exitCode, (json) => {
    const { expected, unexpected, flaky, skipped } = PLAYWRIGHT_REPORT.parse(json).stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  });
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
