// npm run load: more at once than a receiver has room for, and what becomes of it.
import path from "node:path";
import { parseArgs } from "node:util";
import { openObjects } from "#lib/store/objects.ts";
import type { Program } from "../app/server.ts";
import { demoEnv } from "../demo/app-env.ts";
import { requireBuild } from "../demo/build.ts";
import { drawPictures } from "../faults/load.ts";
import { writeTable } from "../faults/document.ts";
import { machine } from "../faults/machine.ts";
import { peakMemory } from "../faults/memory.ts";
import { rowOf, type Row } from "../faults/row.ts";
import { spoolDelivered } from "../faults/spooled.ts";
import { onStage } from "../faults/stage.ts";
import { storedOf } from "../faults/stored.ts";
import { s3Client } from "../store/s3-client.ts";
import { rushes, type Rush } from "./rushes.ts";

const HEADINGS = [
  "what comes",
  "spool",
  "sent",
  "acknowledged",
  "refused",
  "acknowledged and lost",
  "p50 ms",
  "p99 ms",
  "longest ms",
  "memory MB",
  "besides",
];

async function run(
  { name, spool = false, run }: Rush,
  program: Program,
  pictures: readonly Buffer[],
): Promise<string[]> {
  return onStage({ spool, program, env: demoEnv(process.env, {}) }, async (stage) => {
    const over = new AbortController();
    const watching = peakMemory(() => stage.receiver.pid, over.signal);
    const { sent, remark } = await run(stage, pictures);
    over.abort();
    if (spool) await spoolDelivered(stage.spoolDirectory);
    const { env } = stage.store;
    const stored = await storedOf(openObjects(s3Client(env), env.AWS_S3_BUCKET_NAME), sent);
    return cells(rowOf(name, spool, sent, stored, await watching), remark);
  });
}

function cells(row: Row, remark: string): string[] {
  const refused = [...row.refused].map(([status, count]) => `${count} × ${status}`).join(", ");
  const { fault, spool, sent, acknowledged, lost, p50Ms, p99Ms, longestMs, peakMegabytes } = row;
  const numbers = [lost, p50Ms, p99Ms, longestMs, peakMegabytes ?? "–"].map(String);
  return [
    fault,
    spool ? "yes" : "no",
    String(sent),
    String(acknowledged),
    refused || "0",
    ...numbers,
    remark,
  ];
}

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

process.chdir(path.join(import.meta.dirname, "../.."));
const { values } = parseArgs({
  options: {
    /** How long each attack lasts. */
    seconds: { type: "string", default: "15" },
    /** 8 hours of 20 feeds are 19,200 frames. */
    soak: { type: "string", default: "19200" },
    only: { type: "string" },
    /** The receiver without the rest of the app: npm run receive. */
    alone: { type: "boolean", default: false },
    write: { type: "string" },
  },
});
const program = values.alone ? "receiver" : "app";
if (program === "app") requireBuild();
const pictures = await drawPictures();
const rows: string[] = [line(HEADINGS), line(HEADINGS.map(() => "---"))];
for (const rush of rushes({ seconds: Number(values.seconds), soakFrames: Number(values.soak) })) {
  if (!rush.name.includes(values.only ?? "")) continue;
  rows.push(line(await run(rush, program, pictures)));
  console.log(rows.at(-1));
}
const what = values.alone ? " The receiver alone, npm run receive." : "";
const report = `${machine()}${what}\n\n${rows.join("\n")}`;
console.log(`\n${report}`);
if (values.write !== undefined) writeTable(values.write, values.alone ? "load-alone" : "load", report);
