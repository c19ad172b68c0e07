// Runs scenarios, each on a store and a receiver of its own, and makes their table.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ASIDE, DIGEST_LENGTH, parseContent } from "#lib/spool/names.ts";
import { openObjects } from "../../cli/bucket/objects.ts";
import { requireBuild } from "../app/build.ts";
import type { PROGRAMS } from "../app/server.ts";
import { markdownTable } from "../docs/table.ts";
import { s3Client } from "../local-store/s3-client.ts";
import { drawPictures } from "../provider-sim/picture.ts";
import { describeMachine } from "../shared/machine.ts";
import { until } from "../shared/until.ts";
import { findDiskRefusal } from "./disk.ts";
import { findStored } from "./stored.ts";
import { createRow, HEADINGS, type Row } from "./row.ts";
import { type Sent, sendSteadily } from "./sender.ts";
import { onStage, readMemory, type Stage } from "./stage.ts";

export type Scenario = {
  readonly name: string;
  /** Runs with a spool, without one, or both by default. */
  readonly spool?: boolean;
  /** Further settings of the receiver. */
  readonly env?: Readonly<Record<string, string>>;
  /** The options of a small disk for the spool: see disk.ts. */
  readonly disk?: string;
  /** Why this machine cannot run it; null if it can. */
  readonly findRefusal?: () => Promise<string | null>;
  readonly run: (stage: Stage, pictures: readonly Buffer[]) => Promise<Outcome>;
};

type Outcome = {
  /** The frames that an honest provider sent. */
  readonly sent: Sent[];
  readonly notes?: string;
  /** Each frame that was sent must be stored, acknowledged or not. */
  readonly isAllOwed?: boolean;
  /** The files of the spool that the scenario has damaged. */
  readonly damaged?: readonly string[];
};

export type Report = {
  /** The heading of the first column. */
  readonly heading: string;
  /** About the load, after the machine. */
  readonly setting: string;
  readonly only: string | null;
  readonly program: keyof typeof PROGRAMS;
};

const PICTURES = 8;
const CALM_MS = 1_000;
const MEMORY_INTERVAL_MS = 250;
/** After an outage of minutes, the spool holds much. */
const DELIVERY_DEADLINE_MS = 600_000;

/** @returns the number of acknowledged frames that were lost */
export async function runScenarios(scenarios: readonly Scenario[], report: Report): Promise<number> {
  const { heading, only, program } = report;
  if (program === "app") requireBuild();
  const pictures = await drawPictures("fault", PICTURES);
  const rows: Row[] = [];
  for (const scenario of scenarios.filter(({ name }) => name.includes(only ?? ""))) {
    const refusal = scenario.disk === undefined ? await scenario.findRefusal?.() : findDiskRefusal();
    if (refusal) {
      console.log(`${scenario.name} | skipped: ${refusal}`);
      continue;
    }
    for (const spool of scenario.spool === undefined ? [false, true] : [scenario.spool]) {
      const row = await runTrial(scenario, spool, program, pictures);
      console.log(row.cells.join(" | "));
      rows.push(row);
    }
  }
  const kilobytes = Math.round(Buffer.concat(pictures).length / PICTURES / 1000);
  const setting = `Pictures of ${kilobytes} KB. Store, senders and receiver share the machine. ${report.setting}`;
  console.log(
    `\n${describeMachine()}. ${setting}\n\n${markdownTable(
      [heading, ...HEADINGS],
      rows.map(({ cells }) => cells),
    )}\n`,
  );
  return rows.reduce((sum, { lost }) => sum + lost, 0);
}

/** A steady load of honest hooks while something else goes on. */
export async function underLoad(
  stage: Stage,
  pictures: readonly Buffer[],
  hooksPerSecond: number,
  work: () => Promise<string>,
): Promise<{ sent: Sent[]; notes: string }> {
  const over = new AbortController();
  const sending = sendSteadily(stage, pictures, hooksPerSecond, over.signal);
  try {
    await delay(CALM_MS);
    const notes = await work().finally(() => stage.proxy.set({ kind: "none" }));
    await delay(CALM_MS);
    over.abort();
    return { sent: await sending, notes };
  } finally {
    // Otherwise an error would leave the process running.
    over.abort();
  }
}

function runTrial(
  { name, env, disk, run }: Scenario,
  spool: boolean,
  program: keyof typeof PROGRAMS,
  pictures: readonly Buffer[],
): Promise<Row> {
  return onStage({ spool, env, disk, program }, async (stage) => {
    let peak: number | null = null;
    const watching = setInterval(
      () => (peak = Math.max(peak ?? 0, readMemory(stage) ?? 0) || null),
      MEMORY_INTERVAL_MS,
    );
    const {
      sent,
      notes = "",
      isAllOwed = false,
      damaged = [],
    } = await run(stage, pictures).finally(() => clearInterval(watching));
    if (spool) await spoolDelivered(stage.spoolDirectory);
    const { env: store } = stage.store;
    const stored = await findStored(openObjects(s3Client(store), store.AWS_S3_BUCKET_NAME), sent);
    const aside = findKeptAside(stage.spoolDirectory, damaged, sent);
    return createRow({ scenario: name, spool, isAllOwed, peakMegabytes: peak, notes }, sent, stored, aside);
  });
}

/** The frames whose damaged files the receiver has kept aside. The name of a file has the digest of its picture. */
function findKeptAside(directory: string, damaged: readonly string[], sent: readonly Sent[]): Set<Sent> {
  const kept = damaged.filter((name) => existsSync(path.join(directory, name + ASIDE.damaged)));
  const contents = new Set(kept.map(parseContent));
  return new Set(sent.filter(({ sha256 }) => contents.has(sha256.slice(0, DIGEST_LENGTH))));
}

/** Waits until the receiver has delivered all hooks on disk. */
function spoolDelivered(directory: string): Promise<void> {
  const isEmpty = () =>
    !existsSync(directory) || !readdirSync(directory).some((name) => name.endsWith(".hook"));
  return until("the spool to be delivered", DELIVERY_DEADLINE_MS, () => Promise.resolve(isEmpty()));
}
