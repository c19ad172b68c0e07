export type Outcome = {
  passed: number;
  failed: number;
  skipped: number;
  /** Why a step did not run, or what it lacks. */
  note?: string;
  /** The names of the tests that failed. */
  failures?: string[];
  /** The names of those that passed when they were tried again. */
  flaky?: string[];
};

export const PASSED: Outcome = { passed: 1, failed: 0, skipped: 0 };

export const failed = (note: string): Outcome => ({ passed: 0, failed: 1, skipped: 0, note });

export const notRun = (why: string): Outcome => ({
  passed: 0,
  failed: 0,
  skipped: 1,
  note: `not run: ${why}`,
});

export function sum(outcomes: Outcome[]): Outcome {
  const total = (key: "passed" | "failed" | "skipped") =>
    outcomes.reduce((n, outcome) => n + outcome[key], 0);
  return { passed: total("passed"), failed: total("failed"), skipped: total("skipped") };
}

/** "3 passed, 0 failed", and ", 1 skipped" if there is one. */
export function inWords({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
