import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openObjects } from "../../../cli/bucket/objects.ts";
import { s3Client } from "../../local-store/s3-client.ts";
import { quantile } from "../../shared/quantile.ts";
import { aimAt } from "../crowds.ts";
import type { Sent } from "../sender.ts";
import { onStage, type Stage } from "../stage.ts";
import { findStored } from "../stored.ts";
import { putTiles } from "../viewers.ts";
import type { Attack } from "./attacks.ts";
import { sendHonestly } from "./provider.ts";

/** What an attack has cost. Rates are those of its last two thirds: savings and caches are used up by then. */
export type Cost = {
  /** A minute: answered, ended by the server, or left by the client. */
  readonly requests: number;
  /** Such as "940 × 200, 60 × 503". */
  readonly outcomes: string;
  readonly cpuSecondsPerMinute: number;
  readonly megabytes: number;
  readonly listsPerMinute: number;
  readonly logKbPerMinute: number;
  readonly hooks: {
    readonly sent: number;
    readonly p99Ms: number;
    /** Answered with an error, or not at all. */
    readonly refused: number;
    /** Acknowledged, and not in the bucket. */
    readonly lost: number;
  };
  /** The longest that this process, which sends hooks and attacks, did not react, ms. */
  readonly clientDelayMs: number;
};

const METRICS_TOKEN = "measures-what-strangers-cost";
/** Before and after an attack. Each feed has sent by then. */
const CALM_MS = 1_500;

/** Attacks a new stage for some seconds, under a steady load of good hooks. @param pictures of these hooks */
export function measureAttack(attack: Attack, seconds: number, pictures: readonly Buffer[]): Promise<Cost> {
  return onStage({ spool: false, program: "app", env: { METRICS_TOKEN } }, async (stage) => {
    await putTiles(stage, attack.tiles);
    const over = new AbortController();
    const sending = sendHonestly(stage, pictures, over.signal);
    await delay(CALM_MS);
    const { from, to, ...about } = await runAttack(stage, attack, seconds * 1000);
    await delay(CALM_MS);
    over.abort();
    const toRate = (key: keyof Counts) => ((to[key] - from[key]) / (to.ms - from.ms)) * 60_000;
    return {
      ...about,
      requests: Math.round(toRate("requests")),
      cpuSecondsPerMinute: toRate("cpuMs") / 1000,
      megabytes: readPeakMemory(stage),
      listsPerMinute: toRate("lists"),
      logKbPerMinute: toRate("logBytes") / 1000,
      hooks: await judge(stage, await sending),
    };
  });
}

/** @returns the counts between which rates are taken, and what else there is to tell */
async function runAttack(stage: Stage, attack: Attack, attackMs: number) {
  const loop = monitorEventLoopDelay();
  const start = await readCounts(stage, () => 0);
  loop.enable();
  const target = aimAt(stage, AbortSignal.timeout(attackMs));
  const read = () => readCounts(stage, target.tally.requests);
  const attacking = Promise.all([attack.act(target, stage.account), delay(attackMs)]);
  await delay(attackMs / 3);
  const later = await Promise.race([read().catch(() => start), attacking.then(() => start)]);
  await attacking;
  loop.disable();
  const to = await read();
  // An app that is overwhelmed answers late: two counts close together tell no rate.
  const from = to.ms - later.ms < attackMs / 3 ? start : later;
  return { from, to, outcomes: target.tally.describe(), clientDelayMs: loop.max / 1e6 };
}

async function judge({ store }: Stage, sent: readonly Sent[]): Promise<Cost["hooks"]> {
  const stored = await findStored(openObjects(s3Client(store.env), store.env.AWS_S3_BUCKET_NAME), sent);
  const times = sent.map(({ ms }) => ms);
  const accepted = sent.filter(({ status }) => status === 200);
  return {
    sent: sent.length,
    p99Ms: quantile(times, 0.99),
    refused: sent.length - accepted.length,
    lost: accepted.filter((frame) => !stored.has(frame)).length,
  };
}

type Counts = Awaited<ReturnType<typeof readCounts>>;

/** Counts since the start of the process, at the moment of its answer. */
async function readCounts({ server, url, logs }: Stage, requests: () => number) {
  const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
  const metrics = await (await fetch(`${url}/api/metrics`, { headers })).text();
  const lists = metrics.matchAll(/^livewall_store_requests_total\{operation="ListObjectsV2".*\} (\d+)$/gm);
  const { cpuMs } = await server.usage();
  return {
    ms: performance.now(),
    requests: requests(),
    cpuMs,
    lists: [...lists].reduce((sum, [, count]) => sum + Number(count), 0),
    logBytes: logs().reduce((sum, line) => sum + line.length + 1, 0),
  };
}

/** The largest resident memory since the start, MB; NaN where the system does not tell (it needs Linux' /proc). */
function readPeakMemory({ server: { pid } }: Stage): number {
  const status = readFileSync(`/proc/${pid ?? ""}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) / 1000;
}
