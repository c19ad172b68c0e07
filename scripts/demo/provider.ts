import { parseSecret } from "#lib/provider/signature.ts";
import type { Delivery } from "../simulator/deliver.ts";
import { publish } from "../simulator/publisher.ts";
import { Tally } from "../simulator/tally.ts";
import { CAST } from "./cast.ts";

export type Provider = {
  /** Resolves when every feed has a picture in the store: the wall is full. */
  readonly live: Promise<void>;
  /** Rejects when the simulation itself fails; refused hooks are no failure of it. */
  readonly done: Promise<unknown>;
  readonly end: () => Promise<void>;
};

/** The simulated provider of the whole cast, with its status on the terminal. */
export function startProvider(url: string, secretText: string, intervalMs: number): Provider {
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("the local webhook secret is damaged: delete .data/webhook-secret");
  const tally = new Tally();
  const stopping = new AbortController();
  const live = Promise.withResolvers<undefined>();
  const onDelivery = (delivery: Delivery) => {
    const isNew = tally.add(delivery);
    if (isNew && !delivery.ok) console.error(`\nA hook was refused: ${delivery.status} ${delivery.why}`);
    // Of each feed, that it started and its first picture.
    if (tally.stored >= 2 * CAST.length) live.resolve(undefined);
  };
  const publishing = { url, secret, intervalMs, count: Infinity, events: true, onDelivery };
  const done = Promise.all(
    CAST.map((channel) => publish(channel, { ...publishing, signal: stopping.signal })),
  );
  return {
    live: live.promise.then(() => showStatus(tally, stopping.signal)),
    done,
    async end() {
      stopping.abort();
      console.log("\nStopping…");
      await done;
      console.log(tally.summary());
    },
  };
}

function showStatus(tally: Tally, signal: AbortSignal): void {
  if (!process.stdout.isTTY || signal.aborted) return;
  const status = setInterval(() => process.stdout.write(`\r\x1b[K${tally.progress()}`), 1000);
  signal.addEventListener("abort", () => clearInterval(status));
}
