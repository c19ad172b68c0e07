// npm run fuzz: the properties of all input, tried on millions of inputs.
import { randomInt } from "node:crypto";
import fc from "fast-check";
import { integer, runScript, text, type Values } from "../../scripts/shared/options.ts";
import { PROPERTIES, runsOf } from "./properties.ts";

const OPTIONS = {
  runs: integer("inputs of all properties together", 3_000_000),
  seed: integer("the same inputs as in an earlier run", randomInt(2 ** 31), { min: 0 }),
  only: text("TEXT", "the properties whose names have it", ""),
};

async function fuzz({ runs, seed, only }: Values<typeof OPTIONS>): Promise<number> {
  console.log(`seed ${seed}`);
  let total = 0;
  let holds = true;
  for (const fuzzed of PROPERTIES.filter(({ name }) => name.includes(only))) {
    const started = performance.now();
    const details = await fc.check(fuzzed.property, { seed, numRuns: runsOf(fuzzed, runs) });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    total += details.numRuns;
    const count = String(details.numRuns).padStart(8);
    console.log(
      `${details.failed ? "FAILS" : "holds"} ${count} runs ${seconds.padStart(6)} s  ${fuzzed.name}`,
    );
    if (!details.failed) continue;
    holds = false;
    console.log(await fc.asyncDefaultReportMessage(details));
  }
  console.log(`${total} runs, seed ${seed}: ${holds ? "everything holds" : "something does not hold"}`);
  return holds ? 0 : 1;
}

await runScript("fuzz", OPTIONS, fuzz);
