import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Secret } from "#lib/provider/signature.ts";
import { deliver, undrawn, type Delivery } from "./deliver.ts";
import { feedsHook, thumbnailHook, type FeedIdentity, type Hook } from "./hook.ts";
import type { Camera } from "./picture.ts";

export type Channel = {
  readonly account: string;
  readonly name: string;
  /** Tells the feeds of a multi-source stream apart; null for a stream of one. */
  readonly source: string | null;
  readonly camera: Camera;
  /** After how many frames the encoder loses its connection and publishes anew, as another feed. */
  readonly reconnectsAfter?: number;
};

export type Publishing = {
  readonly url: string;
  readonly secret: Secret;
  readonly intervalMs: number;
  /** How many frames are sent; Infinity to go on until `signal`. */
  readonly count: number;
  /** Whether the feeds hooks are sent as well. */
  readonly events: boolean;
  readonly onDelivery: (delivery: Delivery, channel: Channel) => void;
  readonly signal: AbortSignal;
};

const RECONNECT_PAUSE_MS = 3_000;
/** How long the first frame lets the started hook go ahead; a receiver that hangs holds it back no longer. */
const HEAD_START_MS = 500;

/** Publishes one channel until the signal: a frame at once, and another each interval, however long each takes. */
export async function publish(channel: Channel, publishing: Publishing): Promise<void> {
  const { intervalMs, count, signal } = publishing;
  let left = count;
  while (left > 0 && !signal.aborted) {
    const session = {
      identity: identityOf(channel),
      frames: Math.min(left, channel.reconnectsAfter ?? Infinity),
    };
    left -= session.frames;
    await publishSession(channel, session, publishing);
    if (left > 0) await pause(Math.min(RECONNECT_PAUSE_MS, intervalMs), signal);
  }
}

async function publishSession(
  channel: Channel,
  { identity, frames }: { identity: FeedIdentity; frames: number },
  { url, secret, intervalMs, events, onDelivery, signal }: Publishing,
): Promise<void> {
  const send = async (hook: Hook) => onDelivery(await deliver(url, hook), channel);
  const sendFrame = async (time: number) => {
    const jpeg = await channel.camera(time).catch((error: unknown) => undrawn(error));
    if (Buffer.isBuffer(jpeg)) await send(thumbnailHook(secret, identity, jpeg, time));
    else onDelivery(jpeg, channel);
  };
  const underWay = new Set<Promise<void>>();
  if (events) {
    const started = send(feedsHook(secret, identity, "started", Date.now()));
    underWay.add(started);
    await Promise.race([started, pause(HEAD_START_MS, signal)]);
  }
  let dueAt = Date.now();
  for (let frame = 0; frame < frames && !signal.aborted; frame++) {
    const time = Date.now();
    // A receiver that hangs must not hold back the next frame; and the provider does not wait either.
    const sending = sendFrame(time).finally(() => underWay.delete(sending));
    underWay.add(sending);
    dueAt += intervalMs;
    if (frame < frames - 1) await pause(dueAt - Date.now(), signal);
  }
  await Promise.all(underWay);
  if (events) await send(feedsHook(secret, identity, "ended", Date.now()));
}

function identityOf({ account, name, source }: Channel): FeedIdentity {
  return { account, name, source, feed: randomUUID() };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(Math.max(0, ms), undefined, { signal }).catch(ignore);
}

// A pause that was cut short has no more to say.
function ignore(): void {
  return;
}
