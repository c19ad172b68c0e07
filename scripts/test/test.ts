// npm test: every check there is, one after the other; "npm test -- --only lint,unit" runs some of them.
import { names, runScript, type Values } from "../shared/options.ts";
import { failed, type Outcome, type Test } from "./reports.ts";
import { type Step, STEPS } from "./steps.ts";

const MS_PER_SECOND = 1_000;
const OPTIONS = {
  only: names(
    "some of the steps",
    STEPS.map(({ name }) => name),
  ),
};

async function testAll({ only }: Values<typeof OPTIONS>): Promise<number> {
  const results: { readonly step: Step; readonly outcome: Outcome }[] = [];
  for (const step of STEPS.filter(({ name }) => only.includes(name))) {
    results.push({ step, outcome: await runStep(step) });
  }
  // Last, because a log may be cut: which tests failed, and how to run them alone.
  for (const { step, outcome } of results) {
    for (const test of outcome.flaky ?? []) console.log(`\nPassed only when tried again: ${describe(test)}`);
    if (outcome.failed === 0) continue;
    console.log(`\nFailed: ${step.name}${outcome.note === undefined ? "" : ` (${outcome.note})`}`);
    for (const test of outcome.failures ?? [])
      console.log(`  ${describe(test)}\n    ${toCommand(step, test)}`);
    if ((outcome.failures ?? []).length === 0) console.log(`    npm test -- --only ${step.name}`);
  }
  const sum = (key: "passed" | "failed" | "skipped") =>
    results.reduce((total, { outcome }) => total + outcome[key], 0);
  const total = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
  console.log(`\n${describeCounts(total)}`);
  return total.failed > 0 ? 1 : 0;
}

async function runStep({ name, title, run }: Step): Promise<Outcome> {
  console.log(`\n== ${name}: ${title}`);
  const startedAt = performance.now();
  const outcome = await run().catch((error: unknown) => {
    console.log(error);
    return failed("the step broke off");
  });
  const seconds = ((performance.now() - startedAt) / MS_PER_SECOND).toFixed(1);
  const note = outcome.note === undefined ? "" : ` (${outcome.note})`;
  console.log(`== ${name}: ${describeCounts(outcome)} in ${seconds} s${note}`);
  return outcome;
}

function describeCounts({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function describe({ file, name }: Test): string {
  return `${file}: ${name}`;
}

function toCommand({ alone = "" }: Step, { file, name }: Test): string {
  const grep = alone.includes("playwright") ? "-g" : "-t";
  const quoted = name.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("'", "'\\''");
  return `${alone} ${file} ${grep} '${quoted}'`;
}

await runScript("test", OPTIONS, testAll);
