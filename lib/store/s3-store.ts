import { createHash } from "node:crypto";
import type { S3Client } from "@aws-sdk/client-s3";
import { faultKey, LOG_PREFIX, logKey, previewKey, sourceKey } from "#lib/model/keys.ts";
import { attachmentOf } from "./attachment.ts";
import { createConfirmation, createStoreClock } from "./clock.ts";
import { createLists } from "./lists.ts";
import { observeDates } from "./observed.ts";
import { createUrlSigner } from "./presign.ts";
import { createProbe, createReadingProbe } from "./probe.ts";
import { createRequests } from "./requests.ts";
import { createRetentionReader } from "./retention.ts";
import { type Store, StoreError } from "./store.ts";
import { createStreamLister } from "./streams.ts";

/** Private, because the URL is a capability; for ever, because no key is ever overwritten. */
const CACHE_CONTROL = "private, max-age=31536000, immutable";

/** No object: only the `Date` of the answer counts. */
const CLOCK_KEY = `${LOG_PREFIX}clock`;

const EMPTY = new Uint8Array();

export type S3StoreOptions = {
  /** How long a presigned URL stays the same. */
  readonly windowSeconds?: number;
  /** This process's clock, ms since 1970. */
  readonly now?: () => number;
};

/** The store on any S3: AWS, R2, Ceph, miniflare. @param client is used by this store alone */
export function createS3Store(
  client: S3Client,
  bucket: string,
  { now = Date.now, ...signing }: S3StoreOptions = {},
): Store {
  const clock = createStoreClock(now);
  observeDates(client, clock, now);
  const requests = createRequests(client, bucket, clock);
  const signUrl = createUrlSigner(client, bucket, signing);
  const putEmpty = (key: string, signal: AbortSignal) => requests.putOnce({ key, body: EMPTY }, signal);

  return {
    now: clock.now,
    confirmClock: createConfirmation(clock, now, (signal) => requests.head(CLOCK_KEY, signal)),

    async putOriginal(frame, jpeg, look, signal) {
      const sha256 = createHash("sha256").update(jpeg).digest("hex");
      const key = logKey({ kind: "frame", frame });
      const metadata = { sha256, ...(look === null ? {} : { look }) };
      const object = { contentType: "image/jpeg", cacheControl: CACHE_CONTROL, metadata, sha256 };
      const { result, at } = await requests.putOnce({ ...object, key, body: jpeg }, signal);
      if (result === "created") return { result: "stored", at };
      const kept = await requests.head(key, signal);
      if (kept === null) throw new StoreError("put", new Error("an object that exists cannot be found"));
      if (kept.sha256 !== sha256) return { result: "other", at };
      return { result: result === "unsure" ? "stored" : "same", at };
    },

    async putPreview(frame, webp, signal) {
      const object = { contentType: "image/webp", cacheControl: CACHE_CONTROL };
      await requests.putOnce(
        { ...object, key: previewKey(frame), body: frame.isBare ? EMPTY : webp },
        signal,
      );
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
      return (await requests.head(logKey({ kind: "frame", frame }), signal))?.look ?? null;
    },

    async hasOriginal(frame, signal) {
      return (await requests.head(logKey({ kind: "frame", frame }), signal)) !== null;
    },

    ...createLists(requests.list),
    listStreams: createStreamLister(requests.list),
    findRetention: createRetentionReader(client, bucket),

    probe: createProbe({ client, bucket, ...requests }),
    probeReading: createReadingProbe({ client, bucket, ...requests }),

    pictureUrl({ frame, kind }, at) {
      return signUrl(kind === "original" ? logKey({ kind: "frame", frame }) : previewKey(frame), at);
    },

    downloadUrl: (frame, at) => signUrl(logKey({ kind: "frame", frame }), at, attachmentOf(frame)),
  };
}
