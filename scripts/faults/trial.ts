import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseSecret } from "#lib/provider/signature.ts";
import { Server } from "../app/server.ts";
import { Store } from "../store/restartable.ts";
import { s3Client } from "../store/s3-client.ts";
import { until } from "../store/until.ts";
import { sendLoad } from "./load.ts";
import { peakMemory } from "./memory.ts";
import { startFaultProxy } from "./proxy.ts";
import { rowOf, type Row } from "./row.ts";
import type { Scenario } from "./scenarios.ts";
import { storedOf } from "./stored.ts";

/** How long all goes well before and after the trouble. */
const CALM_MS = 1_000;
const DELIVERY_DEADLINE_MS = 120_000;

export type Trial = {
  readonly scenario: Scenario;
  readonly spool: boolean;
  readonly troubleMs: number;
  readonly hooksPerSecond: number;
  readonly pictures: readonly Buffer[];
  readonly env: Readonly<Record<string, string>>;
};

/** One fault, on a store and a receiver of its own. */
export async function runTrial(trial: Trial): Promise<Row> {
  const { scenario, pictures, hooksPerSecond, troubleMs } = trial;
  const directory = mkdtempSync(path.join(tmpdir(), "livewall-faults-"));
  const spoolDirectory = path.join(directory, "spool");
  const secretText = randomBytes(32).toString("base64");
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("a secret was made that is none");
  const endings: (() => Promise<void>)[] = [];
  try {
    const store = await Store.start(path.join(directory, "store"));
    endings.push(() => store.stop());
    const endpoint = new URL(store.env.AWS_ENDPOINT_URL_S3);
    const proxy = await startFaultProxy(Number(endpoint.port));
    endings.push(() => proxy.stop());
    const behindProxy = new URL(endpoint);
    behindProxy.port = String(proxy.port);
    const receiver = await Server.start(
      {
        NODE_ENV: "production",
        ...trial.env,
        ...store.env,
        AWS_ENDPOINT_URL_S3: behindProxy.href,
        WEBHOOK_SECRET: secretText,
        SPOOL_DIR: trial.spool ? spoolDirectory : "",
      },
      () => undefined,
    );
    endings.push(() => receiver.stop());

    const over = new AbortController();
    const account = `F${randomBytes(4).toString("hex")}`;
    const load = { url: `${receiver.url}/api/thumbnails`, secret, account, hooksPerSecond, pictures };
    const sending = sendLoad({ ...load, signal: over.signal });
    const watching = peakMemory(() => receiver.pid, over.signal);
    await delay(CALM_MS);
    await scenario.act({ proxy, store, receiver, troubleMs }).finally(() => proxy.set({ kind: "none" }));
    await delay(CALM_MS);
    over.abort();
    const sent = await sending;
    const peak = await watching;
    if (trial.spool) {
      const waiting = () => readdirSync(spoolDirectory).filter((name) => name.endsWith(".hook")).length;
      await until("the spool to be delivered", DELIVERY_DEADLINE_MS, () => Promise.resolve(waiting() === 0));
    }
    const stored = await storedOf(s3Client(store.env), store.env.AWS_S3_BUCKET_NAME, sent);
    return rowOf(scenario.name, trial.spool, sent, stored, peak);
  } finally {
    for (const end of endings.reverse()) await end().catch((error: unknown) => console.error(error));
    rmSync(directory, { recursive: true, force: true });
  }
}
