/** Works on each item, at most `many` at once, in their order. The first error ends it, once what runs has ended. */
export async function forEachParallel<T>(
  items: Iterable<T>,
  many: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  let isBroken = false;
  async function worker() {
    for (let next = rest.next(); next.done !== true && !isBroken; next = rest.next()) {
      try {
        await work(next.value);
      } catch (error) {
        isBroken = true;
        throw error;
      }
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: many }, worker));
  const broken = ends.find((end) => end.status === "rejected");
  if (broken !== undefined) throw broken.reason;
}
