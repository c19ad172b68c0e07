export type TokenBucket = {
  /** The time in ms until there is a token. */
  readonly wait: () => number;
  /** Takes a token, also one that is still to come. */
  readonly take: () => void;
};

/** Makes a token bucket that starts full. @param now ms */
export function createTokenBucket(perSecond: number, max: number, now: () => number): TokenBucket {
  let saved = max;
  let since = now();

  function refill() {
    const at = now();
    // A clock that was set back fills nothing, and goes on from there.
    saved = Math.min(max, saved + (Math.max(0, at - since) * perSecond) / 1_000);
    since = at;
  }

  return {
    wait() {
      refill();
      return saved >= 1 ? 0 : ((1 - saved) * 1_000) / perSecond;
    },
    take() {
      refill();
      saved -= 1;
    },
  };
}

/**
 * Runs at most `concurrency` tasks at once. The rest wait in FIFO order, each for a limited time only. p-limit has no
 * such limit, and the timeout of p-queue covers the running of a task, not its wait.
 */
export type Limiter = {
  /** Runs a task once it has a permit. Returns "busy" without running it after a wait of `maxWaitMs`. */
  readonly run: <T>(task: () => Promise<T>, maxWaitMs: number) => Promise<T | "busy">;
  /** Returns the function that releases the permit, or null after a wait of `maxWaitMs` or until the signal. */
  readonly acquire: (maxWaitMs: number, signal?: AbortSignal) => Promise<(() => void) | null>;
};

/** @param maxWaiting tasks beyond these are turned away at once */
export function createLimiter(concurrency: number, maxWaiting = Infinity): Limiter {
  let free = concurrency;
  const waiting = new Set<() => void>();

  async function acquire(maxWaitMs: number, signal?: AbortSignal): Promise<(() => void) | null> {
    if (signal?.aborted === true) return null;
    if (free > 0) free -= 1;
    else if (waiting.size >= maxWaiting || !(await wait(maxWaitMs, signal))) return null;
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next();
    };
  }

  function wait(maxWaitMs: number, signal?: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const end = (hasPermit: boolean) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      waiting.delete(begin);
      resolve(hasPermit);
    };
    const begin = () => end(true);
    const onAbort = () => end(false);
    const timer = setTimeout(() => end(false), maxWaitMs);
    signal?.addEventListener("abort", onAbort);
    waiting.add(begin);
    return promise;
  }

  async function run<T>(task: () => Promise<T>, maxWaitMs: number): Promise<T | "busy"> {
    const release = await acquire(maxWaitMs);
    if (release === null) return "busy";
    try {
      return await task();
    } finally {
      release();
    }
  }

  return { run, acquire };
}
