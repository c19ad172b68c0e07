import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Secret } from "#lib/provider/signature.ts";
import { deliver, type Delivery, NOT_SENT, withoutPicture } from "./deliver.ts";
import { type FeedIdentity, feedsHook, type Hook, thumbnailHook } from "./hook.ts";
import type { Camera } from "./picture.ts";
import { Tally } from "./tally.ts";

export type Channel = {
  readonly account: string;
  readonly name: string;
  /** Tells the feeds of a multi-source stream apart; null for a stream of one. */
  readonly source: string | null;
  readonly camera: Camera;
  /** The frames after which the encoder loses its connection and publishes anew, as another feed. */
  readonly reconnectsAfter?: number;
};

export type Publishing = {
  readonly url: string;
  readonly secret: Secret;
  readonly intervalMs: number;
  /** The number of frames; Infinity to continue until `signal`. */
  readonly count: number;
  /** Sends the feeds hooks as well. */
  readonly events: boolean;
  readonly onDelivery: (delivery: Delivery) => void;
  readonly signal: AbortSignal;
};

/** The frames of a feed that are drawn or sent at once. A receiver that hangs must not fill the memory. */
const MAX_PENDING = 8;
/** The hooks in flight when it stops get an answer, or this long. */
const GRACE_MS = 1_000;
const RECONNECT_PAUSE_MS = 3_000;
/** The first frame waits so long for the started hook, even if the receiver hangs. */
const HEAD_START_MS = 500;
/** Between the starts of two feeds: about as long as it takes to draw a picture. */
const STAGGER_MS = 25;

export type Publication = {
  readonly tally: Tally;
  /** Resolves when each feed has a picture in the store. */
  readonly live: Promise<unknown>;
  /** Resolves after the end of all feeds. Rejected hooks do not reject it. */
  readonly done: Promise<unknown>;
};

/** Publishes many channels. @param onRejected takes the first rejection of each kind */
export function publishAll(
  channels: readonly Channel[],
  publishing: Omit<Publishing, "onDelivery">,
  onRejected: (delivery: Extract<Delivery, { ok: false }>) => void,
): Publication {
  const tally = new Tally();
  const live = Promise.withResolvers();
  const hooksBeforeLive = channels.length * (publishing.events ? 2 : 1);
  const onDelivery = (delivery: Delivery) => {
    if (tally.add(delivery) && !delivery.ok) onRejected(delivery);
    if (tally.stored >= hooksBeforeLive) live.resolve(undefined);
  };
  // Many feeds start within an interval all the same: a provider's feeds do not wait for each other.
  const staggerMs = Math.min(STAGGER_MS, publishing.intervalMs / channels.length);
  const done = channels.map(async (channel, position) => {
    await pause(position * staggerMs, publishing.signal);
    await publish(channel, { ...publishing, onDelivery });
  });
  return { tally, live: live.promise, done: Promise.all(done) };
}

/** Publishes one channel until the signal: a frame at once, and another each interval, however long each takes. */
export async function publish(channel: Channel, publishing: Publishing): Promise<void> {
  const { intervalMs, count, signal } = publishing;
  let left = count;
  while (left > 0 && !signal.aborted) {
    const frames = Math.min(left, channel.reconnectsAfter ?? Infinity);
    left -= frames;
    await publishSession(channel, frames, publishing);
    if (left > 0) await pause(Math.min(RECONNECT_PAUSE_MS, intervalMs), signal);
  }
}

async function publishSession(
  { account, name, source, camera }: Channel,
  frames: number,
  { url, secret, intervalMs, events, onDelivery, signal }: Publishing,
): Promise<void> {
  const identity: FeedIdentity = { account, name, source, feed: randomUUID() };
  const giveUp = new AbortController();
  const gaveUp = once(giveUp.signal, "abort");
  const stop = () => void setTimeout(() => giveUp.abort(), GRACE_MS).unref();
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  const send = async (hook: Hook) => onDelivery(await deliver(url, hook, giveUp.signal));
  const sendFrame = async (time: number) => {
    // No race with the signal: each race would keep its picture until the session ends.
    const jpeg = await camera(time).catch(withoutPicture);
    if (signal.aborted) return;
    if (Buffer.isBuffer(jpeg)) await send(thumbnailHook(secret, identity, jpeg, time));
    else onDelivery(jpeg);
  };
  const pending = new Set<Promise<void>>();
  if (events) {
    const started = send(feedsHook(secret, identity, "started", Date.now()));
    pending.add(started);
    await Promise.race([started, pause(HEAD_START_MS, signal)]);
  }
  let dueAt = Date.now();
  for (let frame = 0; frame < frames && !signal.aborted; frame++) {
    // The next frame does not wait for a receiver that hangs, nor does the provider.
    if (pending.size >= MAX_PENDING) onDelivery(NOT_SENT);
    else {
      const sending = sendFrame(Date.now()).finally(() => pending.delete(sending));
      pending.add(sending);
    }
    dueAt += intervalMs;
    if (frame < frames - 1) await pause(dueAt - Date.now(), signal);
  }
  await Promise.race([Promise.all(pending), gaveUp]);
  if (events) await send(feedsHook(secret, identity, "ended", Date.now()));
  signal.removeEventListener("abort", stop);
}

/** Waits, or returns early on the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
}
