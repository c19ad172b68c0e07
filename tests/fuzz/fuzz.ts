// npm run fuzz: what must hold for every input, tried on a million of them.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { PROPERTIES, runsOf } from "./properties.ts";

const USAGE = `Usage: npm run fuzz -- [options]

  --runs N     inputs of all properties together (3000000)
  --seed N     the same inputs as in an earlier run (chosen at random)
  --only TEXT  the properties whose names have it`;
const USAGE_EXIT_CODE = 2;
const MAX_SEED = 2 ** 31;

function readOptions(args: string[]) {
  const options = {
    runs: { type: "string", default: "3000000" },
    seed: { type: "string" },
    only: { type: "string", default: "" },
  } as const;
  const { values } = parseArgs({ args, options });
  const [runs, seed] = [Number(values.runs), Number(values.seed ?? randomInt(MAX_SEED))];
  if (!Number.isSafeInteger(runs) || runs < 1) throw new Error("--runs must be a whole number above 0");
  if (!Number.isSafeInteger(seed)) throw new Error("--seed must be a whole number");
  return { runs, seed, only: values.only };
}

async function fuzz({ runs, seed, only }: ReturnType<typeof readOptions>): Promise<boolean> {
  console.log(`seed ${seed}`);
  let total = 0;
  let holds = true;
  for (const fuzzed of PROPERTIES.filter(({ name }) => name.includes(only))) {
    const started = performance.now();
    const details = await fc.check(fuzzed.property, { seed, numRuns: runsOf(fuzzed, runs) });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    total += details.numRuns;
    console.log(
      `${details.failed ? "FAILS" : "holds"} ${String(details.numRuns).padStart(8)} runs ${seconds.padStart(6)} s  ${fuzzed.name}`,
    );
    if (!details.failed) continue;
    holds = false;
    console.log(await fc.asyncDefaultReportMessage(details));
  }
  console.log(`${total} runs, seed ${seed}: ${holds ? "everything holds" : "something does not hold"}`);
  return holds;
}

try {
  const options = readOptions(process.argv.slice(2));
  process.exitCode = (await fuzz(options)) ? 0 : 1;
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = USAGE_EXIT_CODE;
}
