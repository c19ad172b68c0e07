/**
 * Runs at most `concurrency` tasks at once, in the order of the items. After the first error it starts none, and throws
 * when those that run have ended.
 */
export async function forEachParallel<T>(
  items: Iterable<T>,
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  let hasFailed = false;
  async function worker() {
    for (let next = rest.next(); next.done !== true && !hasFailed; next = rest.next()) {
      try {
        await work(next.value);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  }
  const results = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  const failed = results.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
