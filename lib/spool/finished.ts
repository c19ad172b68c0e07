import { describeError, type Log } from "#lib/http/log.ts";

/**
 * Files of entries that are delivered or can never be, until they are off the waiting list. A read-only disk keeps them
 * all, and they must be neither delivered again nor hold back others.
 */
export function createFinished(log: Log) {
  const left = new Map<string, () => Promise<void>>();

  return {
    has: (name: string) => left.has(name),

    /** Takes a file off the waiting list. If the disk does not let it go, `retry` tries again. */
    async add(name: string, remove: () => Promise<void>): Promise<void> {
      try {
        await remove();
      } catch (error) {
        const fields = { level: "error", file: name, error: describeError(error) };
        if (left.size === 0) log("spool-not-removed", fields);
        left.set(name, remove);
      }
    },

    /** Tries again, up to the first failure. @param names of all waiting files */
    async retry(names: ReadonlySet<string>): Promise<void> {
      for (const [name, remove] of left) {
        try {
          if (names.has(name)) await remove();
          left.delete(name);
        } catch {
          return;
        }
      }
    },
  };
}
