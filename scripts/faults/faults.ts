// npm run faults: every fault between a receiver and its store, and what was acknowledged and lost.
import path from "node:path";
import { demoEnv } from "../demo/app-env.ts";
import { requireBuild } from "../demo/build.ts";
import { writeTable } from "./document.ts";
import { drawPictures } from "./load.ts";
import { machine } from "./machine.ts";
import { parseOptions, USAGE, type Options } from "./options.ts";
import { tableOf, type Row } from "./row.ts";
import { scenarios } from "./scenarios.ts";
import { runTrial } from "./trial.ts";

async function runAll({ troubleMs, outageMs, hooksPerSecond, only }: Options): Promise<Row[]> {
  const pictures = await drawPictures();
  const chosen = scenarios(outageMs).filter(({ name }) => only === null || name.includes(only));
  const rows: Row[] = [];
  for (const scenario of chosen) {
    for (const spool of scenario.needsSpool === true ? [true] : [false, true]) {
      const env = demoEnv(process.env, {});
      const row = await runTrial({ scenario, spool, troubleMs, hooksPerSecond, pictures, env });
      console.log(tableOf([row]).split("\n").at(-1));
      rows.push(row);
    }
  }
  return rows;
}

/** What the figures were measured on. */
function setting({ troubleMs, hooksPerSecond }: Options, kilobytes: number): string {
  const load = `${hooksPerSecond} hooks a second of ${kilobytes} KB each on average`;
  return `${machine()} ${load}; each fault lasts ${troubleMs / 1000} s where its name does not say otherwise.`;
}

process.chdir(path.join(import.meta.dirname, "../.."));
const options = parseOptions(process.argv.slice(2));
if ("fault" in options) {
  console.error(`${options.fault}\n\n${USAGE}`);
  process.exit(2);
}
requireBuild();
const rows = await runAll(options);
const pictures = await drawPictures();
const kilobytes = Math.round(pictures.reduce((sum, { length }) => sum + length, 0) / pictures.length / 1000);
const report = `${setting(options, kilobytes)}\n\n${tableOf(rows)}`;
console.log(`\n${report}\n`);
if (options.write !== null) writeTable(options.write, "faults", report);
const lost = rows.reduce((sum, row) => sum + row.lost, 0);
console.log(
  lost === 0 ? "Nothing that was acknowledged is lost." : `${lost} frames were acknowledged and lost.`,
);
process.exitCode = lost === 0 ? 0 : 1;
