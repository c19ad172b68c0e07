import { randomUUID } from "node:crypto";
import { describeError } from "#lib/http/log.ts";
import { parseSecret, sign, type Secret } from "#lib/provider/signature.ts";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import { startOfLog } from "#lib/model/keys.ts";
import { DOCTOR, streamId, type Stream } from "#lib/model/stream.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import { webhookUrl } from "#lib/settings/tools.ts";
import { toProblem } from "#lib/receiver/outcome.ts";
import type { Picture, Store } from "#lib/store/store.ts";
import { testPicture } from "./test-picture.ts";
import { fine, found, type Verdict } from "./verdict.ts";

/** No account of the provider has this name. */
const STREAM: Stream = { account: DOCTOR, name: "self-test" };
const SLOW_MS = 2_000;
const NOT_TAKEN = toProblem({ rejected: "stream-not-taken" }).title;
const DEADLINE_MS = 20_000;

/** Sends a hook as the provider would, and looks for its picture as a viewer would. Walls leave its stream out. */
export async function checkSelf(
  publicUrl: string,
  secretText: string | undefined,
  store: Store | null,
): Promise<Verdict[]> {
  const secret = secretText === undefined ? null : parseSecret(secretText);
  if (secret === null) return [found("self-test-unsigned", "no secret to sign with")];
  const frame = { stream: STREAM, feed: randomUUID(), time: Date.now() };
  const jpeg = await testPicture();
  const sent = await send(publicUrl, secret, frame, jpeg);
  if (sent.state === "fail" || sent.state === "skip") return [sent];
  const seen = store === null ? [] : await look(store, frame, jpeg);
  return [sent, ...seen];
}

async function send(publicUrl: string, secret: Secret, frame: FrameId, jpeg: Buffer): Promise<Verdict> {
  const startedAt = performance.now();
  try {
    const response = await fetch(webhookUrl(publicUrl), {
      method: "POST",
      headers: {
        "Content-Type": "image/jpeg",
        [THUMBNAIL_HEADERS.signature]: sign(secret, jpeg),
        [THUMBNAIL_HEADERS.feed]: frame.feed,
        [THUMBNAIL_HEADERS.stream]: streamId(frame.stream),
        [THUMBNAIL_HEADERS.time]: String(frame.time),
      },
      body: Uint8Array.from(jpeg),
      redirect: "manual",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const answer = await response.text();
    const tookMs = performance.now() - startedAt;
    if (response.ok) {
      const says = `a signed hook was taken in ${Math.round(tookMs)} ms`;
      return tookMs > SLOW_MS ? found("self-test-slow", says) : fine("self-test", says);
    }
    return refusal(response.status, answer);
  } catch (error) {
    return found("address-unreachable", `a signed hook had no answer: ${describeError(error)}`);
  }
}

function refusal(status: number, answer: string): Verdict {
  const says = `a signed hook was answered ${status}: ${answer.trim().slice(0, 300)}`;
  if (status === 403 && answer.includes(NOT_TAKEN)) return found("self-test-streams", says);
  if (status === 401) return found("self-test-secret", says);
  if (status === 400 && answer.includes(THUMBNAIL_HEADERS.time)) return found("self-test-clock", says);
  return found(status === 503 ? "self-test-store" : "self-test-refused", says);
}

/** Looks for the acknowledged frame in the log, and loads its pictures as a browser does. */
async function look(store: Store, id: FrameId, jpeg: Buffer): Promise<Verdict[]> {
  try {
    const frame = await findInLog(store, id);
    if (frame === null) return [found("self-test-lost", "its frame is not in this bucket's log")];
    const original = await load(store, { frame, kind: "original" });
    if (original?.equals(jpeg) !== true) return [found("self-test-lost", "its original is not the one sent")];
    if (frame.isBare)
      return [fine("self-test", "its original came back through a presigned URL; it has no preview")];
    return (await load(store, { frame, kind: "preview" })) === null
      ? [found("self-test-preview", "no preview")]
      : [fine("self-test", "its pictures came back through presigned URLs")];
  } catch (error) {
    return [found("self-test-lost", `its frame could not be looked for: ${describeError(error)}`)];
  }
}

async function findInLog(store: Store, { stream, feed, time }: FrameId): Promise<Frame | null> {
  const range = { after: startOfLog(time), until: time + 1 };
  const { entries } = await store.listLog(range, AbortSignal.timeout(DEADLINE_MS));
  const frames = entries.flatMap((entry) => (entry.kind === "frame" ? [entry.frame] : []));
  return frames.find((frame) => frame.feed === feed && streamId(frame.stream) === streamId(stream)) ?? null;
}

/** Null when it is not there. */
async function load(store: Store, picture: Picture): Promise<Buffer | null> {
  const { url } = await store.pictureUrl(picture, Date.now());
  const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
  const bytes = Buffer.from(await response.arrayBuffer());
  return response.ok ? bytes : null;
}
