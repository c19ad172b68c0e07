import { createHash } from "node:crypto";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import { faultKey, LOG_PREFIX, logKey, previewKey, sourceKey } from "#lib/model/keys.ts";
import type { StoreReport } from "#lib/observability/metrics.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient, createPublicClient } from "./client.ts";
import { createConfirmation, createStoreClock, type StoreClock } from "./clock.ts";
import { createLists } from "./lists.ts";
import { observeRequests } from "./observe.ts";
import { encodePath } from "./place.ts";
import { createUrlSigner } from "./presign.ts";
import { createProbes } from "./probe.ts";
import { createPutRules, type PutRules } from "./put-rules.ts";
import { createRequests } from "./requests.ts";
import { createRetentionReader } from "./retention.ts";
import { type Store, StoreError } from "./store.ts";

/** Private, because the URL is a capability; for ever, because no key is ever overwritten. */
const CACHE_CONTROL = "private, max-age=31536000, immutable";

/** No object: only the `Date` of the answer counts. */
const CLOCK_KEY = `${LOG_PREFIX}clock`;

const EMPTY = new Uint8Array();

export type StoreOptions = {
  /** What one attempt of a request may take, ms. */
  readonly timeoutMs?: number | undefined;
  /** How long a presigned URL stays the same. */
  readonly windowSeconds?: number;
  /** Is told of each request, retries one by one. */
  readonly onCall?: (report: StoreReport) => void;
  /** This process's clock, ms since 1970. */
  readonly now?: () => number;
  /** The clock of other stores of the same bucket, so that an answer to one corrects all. By default one of its own. */
  readonly clock?: StoreClock;
  /** What is known of the puts of the same bucket. By default that of a store that has not been asked. */
  readonly puts?: PutRules;
};

/**
 * Opens the store on any S3: AWS, R2, Ceph, miniflare. Each store has connections of its own, and opens them with its first
 * requests: those who wait for one store do not delay the others.
 */
export function openStore(settings: StoreSettings, options: StoreOptions = {}): Store {
  const { timeoutMs, onCall, now = Date.now, clock = createStoreClock(now), ...others } = options;
  const { puts = createPutRules(settings.endpoint === null), ...signing } = others;
  const { bucket } = settings;
  const client = createClient(settings, { timeoutMs });
  observeRequests(client, clock, now, onCall);
  const requests = createRequests(client, bucket, clock, puts);
  const signUrl = createUrlSigner(createPublicClient(settings) ?? client, bucket, signing);
  const putEmpty = (key: string, signal: AbortSignal) => requests.putOnce({ key, body: EMPTY }, signal);

  return {
    now: clock.now,
    learnPuts: (signal) => requests.learnPuts(signal),
    confirmClock: createConfirmation(clock, now, (signal) => requests.head(CLOCK_KEY, signal)),

    async putOriginal(frame, jpeg, look, signal) {
      const sha256 = createHash("sha256").update(jpeg).digest("hex");
      const key = originalKey(frame);
      const metadata = { sha256, ...(look === null ? {} : { look }) };
      const object = { contentType: "image/jpeg", cacheControl: CACHE_CONTROL, metadata, sha256 };
      const { result, at } = await requests.putOnce({ ...object, key, body: jpeg }, signal);
      if (result === "created") return { result: "stored", at };
      const kept = await requests.head(key, signal);
      if (kept === null) throw new StoreError("put", new Error("an object that exists cannot be found"));
      if (kept.metadata.sha256 !== sha256) return { result: "other", at };
      return { result: result === "unsure" ? "stored" : "same", at };
    },

    async putPreview(frame, webp, signal) {
      const body = frame.isBare ? EMPTY : webp;
      const object = { contentType: "image/webp", cacheControl: CACHE_CONTROL, body };
      await requests.putOnce({ ...object, key: previewKey(frame) }, signal);
    },

    async putEntry(entry, signal) {
      const { at, result } = await putEmpty(logKey(entry), signal);
      return { at, isNew: result === "created" };
    },

    async putSource(stream, feed, source, signal) {
      await putEmpty(sourceKey(stream, feed, source), signal);
    },

    async putFault(hour, signal) {
      await putEmpty(faultKey(hour), signal);
    },

    async findLook(frame, signal) {
      return (await requests.head(originalKey(frame), signal))?.metadata.look ?? null;
    },

    async originalSize(frame, signal) {
      return (await requests.head(originalKey(frame), signal))?.bytes ?? null;
    },

    ...createLists(requests.list),
    findRetention: createRetentionReader(client, bucket),
    ...createProbes(requests),

    pictureUrl({ frame, kind }, at) {
      return signUrl(kind === "original" ? originalKey(frame) : previewKey(frame), at);
    },

    downloadUrl: (frame, at) => signUrl(originalKey(frame), at, toAttachment(frame)),
  };
}

function originalKey(frame: Frame): string {
  return logKey({ kind: "frame", frame });
}

/** Characters with a meaning in file systems or in the header itself. */
const SPECIAL = /[\u0000-\u001f\u007f"%*/:<>?\\|]+/g;
const MAX_NAME_LENGTH = 100;

/**
 * Content-Disposition for a frame that is saved as a file: named by its stream and the time (UTC), in ASCII for old
 * clients, and in full (RFC 6266, 4.3; RFC 8187).
 */
export function toAttachment({ stream, time }: FrameId): string {
  const at = new Date(time).toISOString().replaceAll(":", "-");
  const name = stream.name.toWellFormed().replaceAll(SPECIAL, "_").slice(0, MAX_NAME_LENGTH).toWellFormed();
  const file = `${name} ${at}.jpg`;
  const ascii = file.replaceAll(/[^\u0020-\u007e]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodePath(file)}`;
}
