import { setTimeout as delay } from "node:timers/promises";
import { PutObjectCommand, S3ServiceException, type S3Client } from "@aws-sdk/client-s3";
import { HEALTH_PREFIX } from "#lib/model/keys.ts";
import { parseDate, type StoreClock } from "./clock.ts";
import type { createDirect, NewObject } from "./direct.ts";
import type { PutKind, PutRules } from "./put-rules.ts";
import { attempt } from "./store.ts";

export const NO_STORE_ETAG = "what answered is no object store: it gave no ETag";

/**
 * The key that tells kinds of puts apart. It stays: a process that deleted it would mislead another one that puts it.
 * Every receiver may put it.
 */
const RULES_KEY = `${HEALTH_PREFIX}put-once`;

const CONFLICT_TRIES = 4;
const CONFLICT_PAUSE_MS = 25;

type Parts = {
  readonly client: S3Client;
  readonly Bucket: string;
  readonly clock: StoreClock;
  readonly direct: ReturnType<typeof createDirect>;
  readonly exists: (key: string, signal: AbortSignal) => Promise<boolean>;
  readonly rules: PutRules;
};

type Put = {
  /** "unsure" where the key exists after a try without an answer: that try may have put it. */
  readonly result: "created" | "exists" | "unsure";
  /** When the store answered, by its own clock, ms since 1970. */
  readonly at: number;
};

/** The requests that put an object unless its key exists. */
export function createPuts({ client, Bucket, clock, direct, exists, rules }: Parts) {
  const { underWay } = rules;

  async function put(object: NewObject, isOnce: boolean, signal: AbortSignal): Promise<Put> {
    const answer = await direct.put(object, isOnce, signal);
    const at = (answer && parseDate(answer.headers)) ?? clock.now();
    if (answer?.status === 412) return { result: "exists", at };
    if (answer?.status === 200 && answer.headers.etag !== undefined) return { result: "created", at };
    const isUnsure = answer === null || answer.status >= 500;
    return { result: await putBySdk(object, isOnce, isUnsure, signal), at: clock.now() };
  }

  async function putBySdk(
    object: NewObject,
    isOnce: boolean,
    isUnsure: boolean,
    signal: AbortSignal,
  ): Promise<Put["result"]> {
    const command = new PutObjectCommand({
      Bucket,
      Key: object.key,
      Body: object.body,
      ContentType: object.contentType,
      CacheControl: object.cacheControl,
      Metadata: { ...object.metadata },
      IfNoneMatch: isOnce ? "*" : undefined,
    });
    for (let tries = 1; ; tries++) {
      try {
        const { ETag } = await client.send(command, { abortSignal: signal });
        // A network that asks to sign in answers 200 too, and to the SDK that is a success.
        if (ETag === undefined) throw new Error(NO_STORE_ETAG);
        return "created";
      } catch (error) {
        if (isStatus(error, 412)) return isUnsure || isRetried(error) ? "unsure" : "exists";
        // Another receiver writes the same key right now. The SDK does not retry this one.
        if (!isStatus(error, 409) || tries === CONFLICT_TRIES) throw error;
      }
      await delay(CONFLICT_PAUSE_MS * tries * (0.5 + Math.random()), undefined, { signal });
    }
  }

  /** Where the store does not honour `If-None-Match`: two processes that look at the same instant may both put. */
  async function lookAndPut(object: NewObject, signal: AbortSignal): Promise<Put> {
    if (await exists(object.key, signal)) return { result: "exists", at: clock.now() };
    return putInAnyWay(object, signal);
  }

  async function putInAnyWay(object: NewObject, signal: AbortSignal): Promise<Put> {
    if (rules.kind === "refused") return put(object, false, signal);
    try {
      return await put(object, true, signal);
    } catch (error) {
      if (rules.kind === "honoured" || !isRefusal(error)) throw error;
      if (await exists(object.key, signal)) return { result: "exists", at: clock.now() };
      const done = await put(object, false, signal);
      // The same put without the header was accepted.
      rules.kind = "refused";
      return done;
    }
  }

  async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = underWay.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    underWay.set(key, mine);
    try {
      return await mine;
    } finally {
      if (underWay.get(key) === mine) underWay.delete(key);
    }
  }

  async function learn(object: NewObject, signal: AbortSignal): Promise<PutKind> {
    try {
      const isNew = (await put(object, true, signal)).result === "created";
      const isReplaced = isNew && (await put(object, true, signal)).result === "created";
      return isReplaced ? "ignored" : "honoured";
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await put(object, false, signal);
      // A proxy in between may have answered once.
      const isRefused = await put(object, true, signal).then(() => false, isRefusal);
      return isRefused ? "refused" : learn(object, signal);
    }
  }

  return {
    putOnce: (object: NewObject, signal: AbortSignal): Promise<Put> =>
      attempt("put", () => {
        const isWeak = rules.isLearning || rules.kind === "ignored" || rules.kind === "refused";
        if (!isWeak) return putInAnyWay(object, signal);
        return inTurn(object.key, () => lookAndPut(object, signal));
      }),

    /** Finds out the kind of puts by some requests. Until it is known, puts look first. */
    learnPuts: (signal: AbortSignal, key = RULES_KEY): Promise<PutKind> =>
      attempt("put", async () => {
        if (rules.kind === "honoured") return rules.kind;
        rules.isLearning = true;
        try {
          rules.kind = await learn({ key, body: Buffer.from("livewall") }, signal);
        } catch (error) {
          // These keys may not put it, so it stays unknown.
          if (!isStatus(error, 403)) throw error;
        }
        rules.isLearning = rules.kind === "unknown";
        return rules.kind;
      }),
  };
}

/** A store that does not know the header answers 501, and some 400. AWS answers 400 to a body that came too slowly. */
function isRefusal(error: unknown): boolean {
  const isSlow = error instanceof Error && error.name === "RequestTimeout";
  return isStatus(error, 501) || (isStatus(error, 400) && !isSlow);
}

export function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}

/** The SDK tries again where it got no answer, or one of a server error. */
function isRetried(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.$metadata.attempts ?? 1) > 1;
}
