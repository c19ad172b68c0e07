import { describeError, type Log } from "#lib/http/log.ts";
import type { Store } from "#lib/store/store.ts";

const KEEP_MS = 3_600_000;
const RETRY_MS = 60_000;
const DEADLINE_MS = 4_000;

/**
 * Makes what tells how many days the log is kept: by the bucket's lifecycle, asked for once an hour, or by the setting where
 * that cannot be read.
 *
 * @param logDays the setting
 */
export function createLogReach(
  store: Pick<Store, "findRetention" | "now">,
  logDays: number,
  log: Log,
): () => Promise<number> {
  let askedAt = -Infinity;
  let keepMs = 0;
  let days = Promise.resolve(logDays);

  async function ask(before: Promise<number>): Promise<number> {
    try {
      const retention = await store.findRetention(AbortSignal.timeout(DEADLINE_MS));
      return retention.logDays ?? logDays;
    } catch (error) {
      keepMs = RETRY_MS;
      log("retention-not-read", { level: "warn", error: describeError(error) });
      return before;
    }
  }

  return () => {
    if (Math.abs(store.now() - askedAt) >= keepMs) {
      [askedAt, keepMs] = [store.now(), KEEP_MS];
      days = ask(days);
    }
    return days;
  };
}
