import { createHash, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { FrameId } from "#lib/model/frame.ts";
import type { Secret } from "#lib/provider/signature.ts";
import { deliver } from "../simulator/deliver.ts";
import { thumbnailHook } from "../simulator/hook.ts";
import { drawnCamera } from "../simulator/picture.ts";

/** The outcome of one frame, as its sender sees it. */
export type Sent = {
  readonly frame: FrameId;
  readonly sha256: string;
  readonly status: number | "no answer";
  readonly ms: number;
};

export type Load = {
  readonly url: string;
  readonly secret: Secret;
  readonly account: string;
  readonly hooksPerSecond: number;
  readonly pictures: readonly Buffer[];
  /** Ends the load; what is under way is waited for. */
  readonly signal: AbortSignal;
};

const FEEDS = 20;

/** JPEGs of 1080p, as large as they come. */
export function drawPictures(): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: 8 }, (_, n) => drawnCamera(`fault ${n}`, n)(Date.now() + n * 60_000)),
  );
}

/** Posts frames at a steady rate, whether they are answered or not, each once and no two alike. */
export async function sendLoad(load: Load): Promise<Sent[]> {
  const { hooksPerSecond, pictures, signal } = load;
  const feeds = Array.from({ length: FEEDS }, (_, n) => ({ name: `camera ${n}`, feed: randomUUID() }));
  const underWay: Promise<Sent>[] = [];
  const startedAt = Date.now();
  for (let n = 0; !signal.aborted; n++) {
    const feed = feeds[n % feeds.length];
    const picture = pictures[n % pictures.length];
    if (feed === undefined || picture === undefined) throw new Error("there is nothing to send");
    underWay.push(sendFrame(load, feed, unique(picture)));
    const dueAt = startedAt + ((n + 1) * 1000) / hooksPerSecond;
    await delay(Math.max(0, dueAt - Date.now()), undefined, { signal }).catch(() => undefined);
  }
  return Promise.all(underWay);
}

/** Posts the same picture, as often as it is answered, as a frame of ever other feeds: a signature binds no header. */
export async function sendAgain(load: Omit<Load, "hooksPerSecond">): Promise<void> {
  const { pictures, signal } = load;
  const [captured] = pictures;
  if (captured === undefined) throw new Error("there is nothing to send");
  while (!signal.aborted) await sendFrame(load, { name: "captured", feed: randomUUID() }, captured);
}

/** Posts one frame, now. */
export async function sendFrame(
  { url, secret, account }: Pick<Load, "url" | "secret" | "account">,
  { name, feed }: { readonly name: string; readonly feed: string },
  jpeg: Buffer,
  time = Date.now(),
): Promise<Sent> {
  const sha256 = createHash("sha256").update(jpeg).digest("hex");
  const hook = thumbnailHook(secret, { account, name, feed, source: null }, jpeg, time);
  const delivery = await deliver(url, hook);
  const status = delivery.ok ? 200 : delivery.status === "no picture" ? "no answer" : delivery.status;
  return { frame: { stream: { account, name }, feed, time }, sha256, status, ms: delivery.ms };
}

/** The same picture with a comment of its own in it (ITU T.81, B.2.4.5). */
export function unique(jpeg: Buffer): Buffer {
  const text = Buffer.from(randomUUID());
  const head = Buffer.of(0xff, 0xfe, 0, text.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
}
