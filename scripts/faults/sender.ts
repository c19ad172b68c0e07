// Frames of an honest provider, and their outcome as the provider sees it.
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { FrameId } from "#lib/model/frame.ts";
import { deliver } from "../provider-sim/deliver.ts";
import { thumbnailHook } from "../provider-sim/hook.ts";
import type { Stage } from "./stage.ts";

export type Sent = {
  readonly frame: FrameId;
  readonly sha256: string;
  readonly status: number | "no answer";
  readonly ms: number;
};
type Target = Pick<Stage, "hookUrl" | "signingSecret" | "account">;
type Feed = { readonly name: string; readonly feed: string };

const FEEDS = 20;
// A JPEG comment (ITU T.81, B.2.4.5), which decoders skip.
const COMMENT_MARKER = [0xff, 0xfe];
const MAX_SEGMENT_BYTES = 0xff_ff;

export async function sendFrame(target: Target, { name, feed }: Feed, jpeg: Buffer): Promise<Sent> {
  const { hookUrl, signingSecret, account } = target;
  const time = Date.now();
  const sha256 = createHash("sha256").update(jpeg).digest("hex");
  const hook = thumbnailHook(signingSecret, { account, name, feed, source: null }, jpeg, time);
  const delivery = await deliver(hookUrl, hook);
  const status = delivery.ok ? 200 : typeof delivery.status === "number" ? delivery.status : "no answer";
  return { frame: { stream: { account, name }, feed, time }, sha256, status, ms: delivery.ms };
}

/** Posts frames at a steady rate until the signal, each once and no two alike. It does not wait for answers. */
export async function sendSteadily(
  target: Target,
  pictures: readonly Buffer[],
  hooksPerSecond: number,
  signal: AbortSignal,
): Promise<Sent[]> {
  const next = createFrames(FEEDS, pictures);
  const pending: Promise<Sent>[] = [];
  const startedAt = Date.now();
  while (!signal.aborted) {
    pending.push(sendFrame(target, ...next()));
    const dueAt = startedAt + (pending.length * 1000) / hooksPerSecond;
    await delay(Math.max(0, dueAt - Date.now()), undefined, { signal }).catch(() => undefined);
  }
  return Promise.all(pending);
}

/** One frame of each of many feeds, in the same instant. */
export function sendBurst(target: Target, count: number, jpeg: Buffer): Promise<Sent[]> {
  const next = createFrames(count, [jpeg]);
  return Promise.all(Array.from({ length: count }, () => sendFrame(target, ...next())));
}

/** Frames as fast as they are answered. @param onQuarter is called after each quarter of them */
export async function sendMany(
  target: Target,
  pictures: readonly Buffer[],
  count: number,
  concurrency: number,
  onQuarter: () => Promise<void>,
): Promise<Sent[]> {
  const next = createFrames(FEEDS, pictures);
  const sent: Sent[] = [];
  let left = count;
  async function work() {
    while (left-- > 0) {
      sent.push(await sendFrame(target, ...next()));
      if (sent.length % Math.ceil(count / 4) === 0) await onQuarter();
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return sent;
}

/** Pads a picture to a size with comments. */
export function padPicture(jpeg: Buffer, bytes: number): Buffer {
  const count = Math.max(0, Math.floor((bytes - jpeg.length) / (MAX_SEGMENT_BYTES + 2)));
  const comments = Array.from({ length: count }, () => Buffer.alloc(MAX_SEGMENT_BYTES - 2));
  return comments.reduce(withComment, jpeg);
}

/** Frames of new feeds in turn, each with a picture of its own. */
function createFrames(feedCount: number, pictures: readonly Buffer[]): () => [Feed, Buffer] {
  const feeds = Array.from({ length: feedCount }, (_, n) => ({ name: `camera ${n}`, feed: randomUUID() }));
  let turn = 0;
  return () => {
    const [feed, picture] = [feeds[turn % feeds.length], pictures[turn % pictures.length]];
    turn += 1;
    if (feed === undefined || picture === undefined) throw new Error("There is nothing to send.");
    return [feed, withComment(picture, Buffer.from(randomUUID()))];
  };
}

function withComment(jpeg: Buffer, comment: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.set(COMMENT_MARKER);
  header.writeUInt16BE(comment.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), header, comment, jpeg.subarray(2)]);
}
