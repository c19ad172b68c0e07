import { describeError, type Log } from "#lib/http/log.ts";
import type { Store } from "#lib/store/store.ts";

const KEEP_MS = 3_600_000;
const RETRY_MS = 60_000;
const DEADLINE_MS = 4_000;

/**
 * Makes what tells how many days the log is kept: by the bucket's lifecycle, asked for once an hour, or by the setting where
 * that cannot be read. Only the first who ask wait for the answer: a page must not wait for a store that is away.
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
  let days: Promise<number> | null = null;

  async function ask(before: Promise<number> | number): Promise<number> {
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
    if (days !== null && Math.abs(store.now() - askedAt) < keepMs) return days;
    [askedAt, keepMs] = [store.now(), KEEP_MS];
    const asked = ask(days ?? logDays);
    void asked.then(() => (days = asked));
    return (days ??= asked);
  };
}
