import { LRUCache } from "lru-cache";
import type { Entry } from "./entry.ts";

/** A measurement costs a call for every file. */
const MIN_INTERVAL_MS = 1_000;
/** A measurement of a large spool must not occupy the disk either. */
const MIN_INTERVAL_RATIO = 10;
const MAX_CONTENTS = 50_000;
const CONTENT_SHARE = 0.1;

/** `content` is null for a file that counts towards the spool's size only. */
export type Usage = { readonly content: string | null; readonly bytes: number };

/** "full" when the spool has no room, "repeated" when its content has used up its own quota. */
export type Added = "added" | "full" | "repeated";

/**
 * Limits the size of a spool. Usage is tracked in memory, and measured again when the spool seems full: other processes
 * write to it, and delivery removes files.
 *
 * A signature covers the body only, so a captured hook could fill the spool under other names and times. Each content has
 * therefore a quota of its own: a tenth of the spool, or two copies of an event, whose body says everything.
 *
 * @param now a monotonic clock, in ms
 */
export function createQuota(maxBytes: number, measure: () => Promise<readonly Usage[]>, now: () => number) {
  let total = 0;
  const byContent = new LRUCache<string, number>({ max: MAX_CONTENTS });
  const pending = new Set<Usage>();
  let measuring: Promise<void> | undefined;
  let nextMeasureAt = -Infinity;

  function count({ content, bytes }: Usage): void {
    total += bytes;
    if (content !== null) byContent.set(content, (byContent.get(content) ?? 0) + bytes);
  }

  async function measureAgain(): Promise<void> {
    // Pending files may be counted twice. At worst, room is found a second later.
    const before = [...pending];
    const begunAt = now();
    const found = await measure();
    total = 0;
    byContent.clear();
    for (const usage of [...found, ...before]) count(usage);
    nextMeasureAt = now() + Math.max(MIN_INTERVAL_MS, (now() - begunAt) * MIN_INTERVAL_RATIO);
  }

  return {
    /** Writes so many bytes, if the quota of the spool and that of the content have room for them. */
    async spend(
      kind: Entry["kind"],
      content: string,
      bytes: number,
      write: () => Promise<void>,
    ): Promise<Added> {
      const contentBytes = kind === "event" ? 2 * bytes : Math.max(2 * bytes, maxBytes * CONTENT_SHARE);
      const check = (): Added => {
        if (total + bytes > maxBytes) return "full";
        return (byContent.get(content) ?? 0) + bytes > contentBytes ? "repeated" : "added";
      };
      while (measuring !== undefined) await measuring;
      if (nextMeasureAt === -Infinity || (check() !== "added" && now() >= nextMeasureAt)) {
        await (measuring = measureAgain().finally(() => (measuring = undefined)));
      }
      const result = check();
      if (result !== "added") return result;
      const usage = { content, bytes };
      count(usage);
      pending.add(usage);
      try {
        await write();
        return "added";
      } catch (error) {
        count({ content, bytes: -bytes });
        // The disk may have changed: measure it before the next write.
        nextMeasureAt = -Infinity;
        throw error;
      } finally {
        pending.delete(usage);
      }
    },
  };
}
