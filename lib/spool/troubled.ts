const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** What could not be delivered, and waits until it is tried again: ever longer. */
export type Troubled = {
  readonly has: (what: string) => boolean;
  /** Those whose wait is over, the one that was tried the longest ago first. */
  readonly due: () => string[];
  readonly failed: (what: string) => void;
  readonly delivered: (what: string) => void;
  /** Ends all waits. */
  readonly hurry: () => void;
  /** Forgets all but these. */
  readonly keep: (these: ReadonlySet<string>) => void;
};

/** @param now a clock that never goes back, in ms */
export function createTroubled(now: () => number = performance.now.bind(performance)): Troubled {
  const waits = new Map<string, { readonly times: number; readonly triedAt: number }>();

  function isOver(times: number, triedAt: number): boolean {
    return now() - triedAt >= Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(times - 1, 10));
  }

  return {
    has: (what) => waits.has(what),
    // A map remembers in which order it was told.
    due: () => [...waits].flatMap(([what, { times, triedAt }]) => (isOver(times, triedAt) ? [what] : [])),
    failed(what) {
      const times = (waits.get(what)?.times ?? 0) + 1;
      waits.delete(what);
      waits.set(what, { times, triedAt: now() });
    },
    delivered: (what) => void waits.delete(what),
    hurry() {
      for (const [what, { times }] of waits) waits.set(what, { times, triedAt: -Infinity });
    },
    keep(these) {
      for (const what of waits.keys()) if (!these.has(what)) waits.delete(what);
    },
  };
}
