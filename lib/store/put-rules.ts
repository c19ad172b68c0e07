import { setTimeout as delay } from "node:timers/promises";
import { describeError, type Log } from "#lib/http/log.ts";
import type { Store } from "./store.ts";

/**
 * What a store makes of `If-None-Match: *`, which says that a put may not replace an object:
 * - `honoured`: it answers 412
 * - `ignored`: it replaces the object
 * - `refused`: it answers 501 or 400
 * - `unknown`: it has not been asked
 */
export type PutKind = "honoured" | "ignored" | "refused" | "unknown";

/** What a process knows of its store's puts. Stores of the same bucket share it. */
export type PutRules = {
  kind: PutKind;
  /** Until the kind is known, puts look first. */
  isLearning: boolean;
  /** The puts under way that look first, by key: of several in this process, one puts. */
  readonly underWay: Map<string, Promise<unknown>>;
};

/** @param isAws AWS honours it (docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html) */
export function createPutRules(isAws = false): PutRules {
  return { kind: isAws ? "honoured" : "unknown", isLearning: false, underWay: new Map() };
}

const DEADLINE_MS = 10_000;
const RETRY_MS = 10_000;

const pauseBetween = (signal: AbortSignal) => delay(RETRY_MS, undefined, { signal, ref: false });

/**
 * Learns a store's kind of puts at the start of a receiver, and logs a weak one. It tries until the store answers.
 *
 * @param end ends the tries
 */
export async function watchPuts(
  store: Pick<Store, "learnPuts">,
  log: Log,
  end: AbortSignal,
  pause: (end: AbortSignal) => Promise<unknown> = pauseBetween,
): Promise<void> {
  while (!end.aborted) {
    try {
      const kind = await store.learnPuts(AbortSignal.any([end, AbortSignal.timeout(DEADLINE_MS)]));
      if (kind === "honoured") return;
      if (kind === "unknown")
        log("puts-unknown", { level: "warn", error: "these keys may not put below health/" });
      else log("puts-not-conditional", { level: "warn", ifNoneMatch: kind });
      return;
    } catch (error) {
      log("puts-unknown", { level: "warn", error: describeError(error) });
      // The end of the signal ends the pause.
      await pause(end).catch(() => undefined);
    }
  }
}
