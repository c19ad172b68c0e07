import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { sendFrame, type Sent } from "../sender.ts";
import type { Stage } from "../stage.ts";

/** Hooks a second, one of each feed. */
export const HOOKS_PER_SECOND = 3;

/**
 * Posts frames of a few feeds at a steady rate until the signal, without waiting for answers. There are few feeds, because
 * the receiver lists the bucket once for each: what is counted after the first second belongs to an attack.
 */
export async function sendHonestly(
  stage: Stage,
  pictures: readonly Buffer[],
  signal: AbortSignal,
): Promise<Sent[]> {
  const feeds = Array.from({ length: HOOKS_PER_SECOND }, (_, n) => ({
    name: `camera ${n}`,
    feed: randomUUID(),
  }));
  const pending: Promise<Sent>[] = [];
  for (let turn = 0; !signal.aborted; turn += 1) {
    const [feed, picture] = [feeds[turn % feeds.length], pictures[turn % pictures.length]];
    if (feed === undefined || picture === undefined) throw new Error("There is nothing to send.");
    pending.push(sendFrame(stage, feed, picture));
    await delay(1000 / HOOKS_PER_SECOND, undefined, { signal }).catch(() => undefined);
  }
  return Promise.all(pending);
}
