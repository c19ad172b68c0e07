// npm test, and with --all npm run test:all. Words select test files: "npm test -- wall".
import { globSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { isBuildOutdated } from "../app/build.ts";
import { failed, type Outcome, type FailedTest } from "./reports.ts";
import type { Step } from "./runners.ts";
import { BUILD, FIRST, type Phase, REST } from "./steps.ts";

type Result = { readonly step: Step; readonly outcome: Outcome };
/** The files of a step; undefined for all. */
type Selection = ReadonlyMap<Step, readonly string[] | undefined>;

const PHASES = [...FIRST, ...REST];
const startedAt = performance.now();

async function runPhases(phases: readonly Phase[], selection: Selection): Promise<Result[]> {
  const results: Result[] = [];
  for (const phase of phases) {
    const lanes = phase.map(async (lane) => {
      for (const step of lane)
        if (selection.has(step)) results.push({ step, outcome: await runStep(step, selection.get(step)) });
    });
    await Promise.all(lanes);
  }
  return results;
}

async function runStep({ name, title, run }: Step, files?: readonly string[]): Promise<Outcome> {
  console.log(`\n== ${formatTime(startedAt)} ${name}: ${title}`);
  const stepStartedAt = performance.now();
  const outcome = await run(files).catch((error: unknown) => {
    console.log(error);
    return failed("the step broke off");
  });
  const note = outcome.note === undefined ? "" : ` (${outcome.note})`;
  console.log(
    `== ${formatTime(startedAt)} ${name}: ${formatCounts(outcome)} in ${formatTime(stepStartedAt)}${note}`,
  );
  return outcome;
}

/** The packages of all steps, one after the other, since apt-get has a lock. A step that needs one reports its errors. */
async function prepare(selection: Selection): Promise<void> {
  for (const step of selection.keys()) await step.prepare?.().catch(() => undefined);
}

function selectSteps(phases: readonly Phase[], only?: string): Selection {
  const names = only?.split(",");
  const known = phases.flat(2);
  if (names?.every((name) => known.some((step) => step.name === name)) === false) return new Map();
  const steps = known.filter(({ name }) => names?.includes(name) ?? true);
  return new Map(steps.map((step) => [step, undefined]));
}

/** The test files with one of the words in their path, and the build if browser tests need a newer one. */
function selectFiles(words: readonly string[]): Selection {
  const steps = PHASES.flat(2).map((step): [Step, string[]] => {
    const files = step.files === undefined ? [] : globSync(step.files);
    return [step, files.filter((file) => words.some((word) => file.includes(word)))];
  });
  const chosen = steps.filter(([{ name }, files]) => files.length > 0 && name !== "ceph");
  const needsBuild = chosen.some(([step]) => step.needsBuild === true) && isBuildOutdated();
  return new Map([...(needsBuild ? [[BUILD, undefined] as const] : []), ...chosen]);
}

function report(results: readonly Result[]): number {
  // Last, because a log may be cut: the failed tests, and how to run them alone.
  for (const { step, outcome } of results.filter(({ outcome }) => outcome.failed > 0)) {
    console.log(`\nFailed: ${step.name}${outcome.note === undefined ? "" : ` (${outcome.note})`}`);
    const failures = outcome.failures ?? [];
    for (const test of failures) {
      console.log(`  ${test.file}: ${test.name}\n${test.message.replaceAll(/^/gm, "    | ")}`);
      console.log(`    ${toCommand(step, test)}`);
    }
    if (failures.length === 0) console.log(`    npm test -- --only ${step.name}`);
  }
  const sum = (key: "passed" | "failed" | "skipped") =>
    results.reduce((total, { outcome }) => total + outcome[key], 0);
  const total = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
  console.log(`\nIn ${formatTime(startedAt)} min:\n${formatCounts(total)}`);
  return total.failed > 0 ? 1 : 0;
}

function formatCounts({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Minutes and seconds since a time of performance.now(). */
function formatTime(since: number): string {
  const seconds = Math.round((performance.now() - since) / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function toCommand({ alone = "" }: Step, { file, name }: FailedTest): string {
  const grep = alone.includes("playwright") ? "-g" : "-t";
  const quoted = name.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("'", "'\\''");
  return `${alone} ${file} ${grep} '${quoted}'`;
}

async function main(): Promise<void> {
  process.chdir(path.join(import.meta.dirname, "../.."));
  const program = new Command("npm test --")
    .argument("[words...]", "a part of the paths of test files")
    .option("--all", "the rest of the tests too")
    .option(
      "--only <steps>",
      `some steps: ${PHASES.flat(2)
        .map(({ name }) => name)
        .join(", ")}`,
    )
    .showHelpAfterError()
    .parse();
  const { all = false, only } = program.opts<{ all?: true; only?: string }>();
  const { args: words } = program;
  const selection =
    words.length > 0 ? selectFiles(words) : selectSteps(all || only !== undefined ? PHASES : FIRST, only);
  if (selection.size === 0)
    program.error(`There is no ${only === undefined ? "test file" : "step"} of this name.`);
  void prepare(selection);
  process.exitCode = report(await runPhases(PHASES, selection));
}

await main();
