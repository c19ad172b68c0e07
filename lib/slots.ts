/** Lets so much work run at once, and the rest wait in its order. */
export type Slots = {
  /** Runs work when it is its turn. "busy" when that takes longer than `patienceMs`: it was not begun. */
  readonly run: <T>(work: () => Promise<T>, patienceMs: number) => Promise<T | "busy">;
  /** Waits for a turn. @returns what ends it, once; null when it takes longer than `patienceMs` */
  readonly take: (patienceMs: number) => Promise<(() => void) | null>;
  /** How much work could begin at once. */
  readonly free: () => number;
};

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();

  function turn(patienceMs: number): Promise<boolean> {
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

  function giveBack() {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  async function take(patienceMs: number): Promise<(() => void) | null> {
    if (!(await turn(patienceMs))) return null;
    let isOver = false;
    return () => {
      if (!isOver) giveBack();
      isOver = true;
    };
  }

  return {
    free: () => free,
    take,

    async run(work, patienceMs) {
      const end = await take(patienceMs);
      if (end === null) return "busy";
      try {
        return await work();
      } finally {
        end();
      }
    },
  };
}
