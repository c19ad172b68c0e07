// npm test: every check there is, one after the other; "npm test -- --only lint,unit" runs some of them.
import path from "node:path";
import { parseArgs } from "node:util";
import { failed, inWords, type Outcome, sum } from "./outcome.ts";
import { type Step, STEPS } from "./steps.ts";

const MS_PER_SECOND = 1_000;

function chosenSteps(): Step[] {
  const { only } = parseArgs({ options: { only: { type: "string" } } }).values;
  if (only === undefined) return STEPS;
  const names = only.split(",");
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length === 0) return STEPS.filter((step) => names.includes(step.name));
  throw new Error(
    `No such step: ${unknown.join(", ")}. There are ${STEPS.map(({ name }) => name).join(", ")}.`,
  );
}

async function runStep({ name, what, run }: Step): Promise<Outcome> {
  console.log(`\n== ${name}: ${what}`);
  const startedAt = performance.now();
  const outcome = await run().catch((error: unknown) => {
    console.log(error);
    return failed("the step broke off");
  });
  const seconds = ((performance.now() - startedAt) / MS_PER_SECOND).toFixed(1);
  const note = outcome.note === undefined ? "" : ` (${outcome.note})`;
  console.log(`== ${name}: ${inWords(outcome)} in ${seconds} s${note}`);
  return outcome;
}

process.chdir(path.join(import.meta.dirname, "../.."));
const steps = chosenSteps();
const outcomes: Outcome[] = [];
for (const step of steps) outcomes.push(await runStep(step));

const total = sum(outcomes);
const unhappy = steps.filter((_, index) => (outcomes[index]?.failed ?? 0) > 0);
if (unhappy.length > 0) console.log(`\nFailed: ${unhappy.map(({ name }) => name).join(", ")}`);
// Their own reports may be thousands of lines further up, where a log was cut.
for (const name of outcomes.flatMap(({ failures = [] }) => failures)) console.log(`  ${name}`);
const flaky = outcomes.flatMap((outcome) => outcome.flaky ?? []);
if (flaky.length > 0) console.log(`\nPassed only when tried again:\n  ${flaky.join("\n  ")}`);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`\n${inWords(total)}`);
