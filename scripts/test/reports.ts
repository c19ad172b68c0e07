// Reads the reports of the test runners. A runner that crashed, or ran nothing, has failed.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

export type FailedTest = {
  readonly name: string;
  readonly file: string;
  /** The first lines of its error. */
  readonly message: string;
};
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The reason for a skipped step, or for a failure that is no test's. */
  readonly note?: string;
  readonly failures?: readonly FailedTest[];
};

export const PASSED: Outcome = { passed: 1, failed: 0, skipped: 0 };
export const failed = (note: string): Outcome => ({ passed: 0, failed: 1, skipped: 0, note });
export const skipped = (note: string): Outcome => ({ passed: 0, failed: 0, skipped: 1, note });

const MAX_MESSAGE_LINES = 12;

const VITEST_TEST = z.object({
  fullName: z.string(),
  status: z.string(),
  failureMessages: z.array(z.string()).nullish(),
});
const VITEST_REPORT = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(VITEST_TEST),
    }),
  ),
});

const PLAYWRIGHT_TEST = z.object({
  status: z.string(),
  results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })),
});
const PLAYWRIGHT_SUITE = z.object({
  title: z.string(),
  file: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(PLAYWRIGHT_TEST) })),
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
  const failures = testResults.flatMap(({ name, status, message, assertionResults }): FailedTest[] => {
    const file = path.relative("", name);
    // A file that does not load has no tests.
    if (status === "failed" && assertionResults.length === 0)
      return [{ name: "the file does not load", file, message: firstLines(message) }];
    return assertionResults
      .filter((test) => test.status === "failed")
      .map(({ fullName, failureMessages }) => ({
        name: fullName,
        file,
        message: firstLines(failureMessages?.[0]),
      }));
  });
  return {
    passed: counts.numPassedTests,
    failed: Math.max(counts.numFailedTests, failures.length),
    skipped: counts.numPendingTests + counts.numTodoTests,
    failures,
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

function selectFailed({ file, specs, suites = [] }: z.infer<typeof PLAYWRIGHT_SUITE>): FailedTest[] {
  const own = specs.flatMap(({ title, tests }): FailedTest[] => {
    const failed = tests.find(({ status }) => status === "unexpected");
    if (failed === undefined) return [];
    const [error] = failed.results.flatMap(({ errors }) => errors);
    return [{ name: title, file: `tests/e2e/${file}`, message: firstLines(error?.message) }];
  });
  return [...own, ...suites.flatMap(selectFailed)];
}

/** Without the frames of the runner's own stack. */
function firstLines(message = ""): string {
  const lines = stripVTControlCharacters(message).trim().split("\n");
  return lines
    .filter((line) => !/^ +at .*(?:node_modules|new Promise)/.test(line))
    .slice(0, MAX_MESSAGE_LINES)
    .join("\n");
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
