/** Runs at most so many tasks at once. The rest wait in FIFO order. */
export type Limiter = {
  /** Runs a task once it has a permit. "busy" when it waited longer than `patienceMs` for one: it was not begun. */
  readonly run: <T>(task: () => Promise<T>, patienceMs: number) => Promise<T | "busy">;
  /** Waits for a permit. @returns the function that releases it; null when that takes longer than `patienceMs` */
  readonly acquire: (patienceMs: number) => Promise<(() => void) | null>;
  /** How many permits are free. */
  readonly free: () => number;
};

export function createLimiter(concurrency: number): Limiter {
  let free = concurrency;
  const waiting = new Set<() => void>();

  function permit(patienceMs: number): Promise<boolean> {
    if (free > 0) {
      free -= 1;
      return Promise.resolve(true);
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const begin = () => {
      clearTimeout(timer);
      waiting.delete(begin);
      resolve(true);
    };
    const timer = setTimeout(() => {
      waiting.delete(begin);
      resolve(false);
    }, patienceMs);
    waiting.add(begin);
    return promise;
  }

  function releaseOne() {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  async function acquire(patienceMs: number): Promise<(() => void) | null> {
    if (!(await permit(patienceMs))) return null;
    let isReleased = false;
    return () => {
      if (!isReleased) releaseOne();
      isReleased = true;
    };
  }

  return {
    free: () => free,
    acquire,

    async run(task, patienceMs) {
      const release = await acquire(patienceMs);
      if (release === null) return "busy";
      try {
        return await task();
      } finally {
        release();
      }
    },
  };
}
