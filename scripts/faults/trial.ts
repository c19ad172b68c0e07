import { setTimeout as delay } from "node:timers/promises";
import { openObjects } from "#lib/store/objects.ts";
import { s3Client } from "../store/s3-client.ts";
import { sendAgain, sendLoad } from "./load.ts";
import { peakMemory } from "./memory.ts";
import { rowOf, type Row } from "./row.ts";
import type { Scenario } from "./scenarios.ts";
import { spoolDelivered } from "./spooled.ts";
import { onStage } from "./stage.ts";
import { storedOf } from "./stored.ts";

/** How long all goes well before and after the trouble. */
const CALM_MS = 1_000;

export type Trial = {
  readonly scenario: Scenario;
  readonly spool: boolean;
  readonly troubleMs: number;
  readonly hooksPerSecond: number;
  readonly pictures: readonly Buffer[];
  readonly env: Readonly<Record<string, string>>;
};

/** One fault, on a store and a receiver of its own. */
export function runTrial(trial: Trial): Promise<Row> {
  const { scenario, spool, pictures, hooksPerSecond, troubleMs } = trial;
  const env = { ...trial.env, ...scenario.env };
  return onStage({ spool, env }, async ({ store, proxy, receiver, secret, url, account, spoolDirectory }) => {
    const over = new AbortController();
    const sending = sendLoad({ url, secret, account, hooksPerSecond, pictures, signal: over.signal });
    const watching = peakMemory(() => receiver.pid, over.signal);
    await delay(CALM_MS);
    const replay = (signal: AbortSignal) => sendAgain({ url, secret, account, pictures, signal });
    const field = { proxy, store, receiver, spoolDirectory, replay, troubleMs };
    await scenario.act(field).finally(() => proxy.set({ kind: "none" }));
    await delay(CALM_MS);
    over.abort();
    const sent = await sending;
    const peak = await watching;
    if (spool) await spoolDelivered(spoolDirectory);
    const stored = await storedOf(openObjects(s3Client(store.env), store.env.AWS_S3_BUCKET_NAME), sent);
    return rowOf(scenario.name, spool, sent, stored, peak);
  });
}
