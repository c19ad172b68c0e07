// npm run faults: every fault between a receiver and its store, and what was acknowledged and lost.
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import path from "node:path";
import { demoEnv } from "../demo/app-env.ts";
import { requireBuild } from "../demo/build.ts";
import { drawPictures } from "./load.ts";
import { parseOptions, USAGE, type Options } from "./options.ts";
import { tableOf, type Row } from "./row.ts";
import { scenarios } from "./scenarios.ts";
import { runTrial } from "./trial.ts";

const MARKS = ["<!-- table: begin -->", "<!-- table: end -->"] as const;

async function runAll({ troubleMs, outageMs, hooksPerSecond, only }: Options): Promise<Row[]> {
  const pictures = await drawPictures();
  const chosen = scenarios(outageMs).filter(({ name }) => only === null || name.includes(only));
  const rows: Row[] = [];
  for (const scenario of chosen) {
    for (const spool of [false, true]) {
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
  const [cpu] = cpus();
  return [
    `${new Date().toISOString().slice(0, 10)}; ${availableParallelism()} cores of ${cpu?.model ?? "an unknown kind"},`,
    `${Math.round(totalmem() / 1e9)} GB, Node ${process.version}; store: miniflare on the same machine.`,
    `${hooksPerSecond} hooks a second of ${kilobytes} KB each on average; each fault lasts ${troubleMs / 1000} s`,
    "where its name does not say otherwise.",
  ].join(" ");
}

function writeInto(file: string, text: string): void {
  const document = readFileSync(file, "utf8");
  const [begin, end] = MARKS.map((mark) => document.indexOf(mark));
  if (begin === undefined || end === undefined || begin === -1 || end < begin) {
    throw new Error(`${file} has no place for the table: it needs the lines ${MARKS.join(" and ")}`);
  }
  writeFileSync(file, `${document.slice(0, begin)}${MARKS[0]}\n\n${text}\n\n${document.slice(end)}`);
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
if (options.write !== null) writeInto(options.write, report);
const lost = rows.reduce((sum, row) => sum + row.lost, 0);
console.log(
  lost === 0 ? "Nothing that was acknowledged is lost." : `${lost} frames were acknowledged and lost.`,
);
process.exitCode = lost === 0 ? 0 : 1;
