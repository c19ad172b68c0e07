import { randomUUID } from "node:crypto";
import { describeError } from "#lib/http/log.ts";
import { findLibvipsFault, loadLibvips } from "#lib/image/libvips.ts";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import { startOfLog } from "#lib/model/keys.ts";
import { DOCTOR, streamId, type Stream } from "#lib/model/stream.ts";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import { toProblem } from "#lib/receiver/outcome.ts";
import type { Picture, Store } from "#lib/store/store.ts";
import { postHook } from "../hook.ts";
import { findWebhooks } from "../webhooks/find.ts";
import { describeConnection } from "./connection.ts";
import type { Context } from "./context.ts";
import { type Finding, finding, notRun, pass } from "./finding.ts";

/** No account of the provider has this name. */
const STREAM: Stream = { account: DOCTOR, name: "self-test" };
const SLOW_MS = 2_000;
const STREAM_REJECTED = toProblem({ rejected: "stream-not-accepted" }).title;
const DEADLINE_MS = 20_000;

/** Sends a hook as the provider does, and loads its picture as a viewer does. Walls hide its stream. */
export async function checkSelf(context: Context): Promise<Finding[]> {
  const { webhookUrl: url, isReachable, account, secrets, store, appAheadMs } = context;
  if (url === null || !isReachable) return [];
  // The secret of the webhook counts, where it is known.
  const [webhook] = findWebhooks(account?.webhooks ?? [], url);
  const secret = parseSecret(webhook?.secret.reveal() ?? secrets[0] ?? "");
  const libvipsFault = await findLibvipsFault();
  if (libvipsFault !== null)
    return [notRun("self-test", `a picture, and sharp is not loaded: ${libvipsFault}`)];
  if (secret === null) return [finding("self-test-unsigned", "no secret to sign with")];
  // By the app's clock: this machine's own is another check.
  const frame = { stream: STREAM, feed: randomUUID(), time: Math.round(Date.now() + (appAheadMs ?? 0)) };
  const jpeg = await drawNoise();
  const sent = await send(url, secret, frame, jpeg);
  if (sent.state === "fail" || sent.state === "skip") return [sent];
  return [sent, ...(store === null ? [] : await look(store, frame, jpeg, url))];
}

/** A picture that is neither black nor frozen. */
async function drawNoise(): Promise<Buffer> {
  const sharp = await loadLibvips();
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  return sharp({ create: { width: 640, height: 360, channels: 3, background: "#345", noise } })
    .jpeg()
    .toBuffer();
}

async function send(url: string, secret: Secret, frame: FrameId, jpeg: Buffer): Promise<Finding> {
  const startedAt = performance.now();
  try {
    const headers = {
      "Content-Type": "image/jpeg",
      [THUMBNAIL_HEADERS.feed]: frame.feed,
      [THUMBNAIL_HEADERS.stream]: streamId(frame.stream),
      [THUMBNAIL_HEADERS.time]: String(frame.time),
    };
    const response = await postHook(url, headers, jpeg, secret);
    const answer = await response.text();
    const tookMs = performance.now() - startedAt;
    if (response.ok) {
      const says = `a signed hook was accepted in ${Math.round(tookMs)} ms`;
      return tookMs > SLOW_MS ? finding("self-test-slow", says) : pass("self-test", says);
    }
    return toFinding(response.status, answer);
  } catch (error) {
    const { says } = describeConnection(error, url);
    return finding("address-unreachable", `a signed hook had no answer: ${says}`);
  }
}

function toFinding(status: number, answer: string): Finding {
  const says = `a signed hook was answered ${status}: ${answer.trim().slice(0, 300)}`;
  if (status === 403 && answer.includes(STREAM_REJECTED)) return finding("self-test-streams", says);
  if (status === 401) return finding("self-test-secret", says);
  if (status === 400 && answer.includes(THUMBNAIL_HEADERS.time)) return finding("self-test-clock", says);
  return finding(status === 503 ? "self-test-store" : "self-test-refused", says);
}

/** Finds the frame in the log, and loads its pictures as a browser does. */
async function look(store: Store, id: FrameId, jpeg: Buffer, url: string): Promise<Finding[]> {
  try {
    const frame = await findInLog(store, id);
    if (frame === null) return [finding("self-test-lost", "its frame is not in this bucket's log")];
    const original = await load(store, { frame, kind: "original" });
    if (original?.equals(jpeg) !== true)
      return [finding("self-test-lost", "its original is not the one sent")];
    if (frame.isBare) {
      if (await lacksPreviews(url)) return [finding("self-test-sharp", "its frame has no preview")];
      return [pass("self-test", "its original came back through a presigned URL; it has no preview")];
    }
    return (await load(store, { frame, kind: "preview" })) === null
      ? [finding("self-test-preview", "no preview")]
      : [pass("self-test", "its pictures came back through presigned URLs")];
  } catch (error) {
    if (error instanceof Unreachable) return [finding("pictures-unreachable", error.message)];
    return [finding("self-test-lost", `its frame could not be looked for: ${describeError(error)}`)];
  }
}

/** Whether the app wants previews, and its machine can make none. On AWS Lambda, receivers alone have no health check. */
async function lacksPreviews(url: string): Promise<boolean> {
  const health = new URL("/api/health?deep", url);
  const answer = await fetch(health, { signal: AbortSignal.timeout(DEADLINE_MS) }).catch(() => null);
  return (await answer?.text())?.includes('"previews":"unavailable"') === true;
}

async function findInLog(store: Store, { stream, feed, time }: FrameId): Promise<Frame | null> {
  const range = { after: startOfLog(time), until: time + 1 };
  const { entries } = await store.listLog(range, AbortSignal.timeout(DEADLINE_MS));
  const frames = entries.flatMap((entry) => (entry.kind === "frame" ? [entry.frame] : []));
  return frames.find((frame) => frame.feed === feed && streamId(frame.stream) === streamId(stream)) ?? null;
}

/** Nothing answers where browsers load pictures. */
class Unreachable extends Error {}

/** Null when the store has none. @throws Unreachable */
async function load(store: Store, picture: Picture): Promise<Buffer | null> {
  const { url } = await store.pictureUrl(picture, Date.now());
  const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) }).catch((error: unknown) => {
    throw new Unreachable(describeConnection(error, url).says);
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return response.ok ? bytes : null;
}
