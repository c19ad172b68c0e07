export type Gaps = ReturnType<typeof createGaps>;

/** Polls that are further apart say nothing of the time between them: there was no viewer. */
const CONTINUOUS_MS = 10_000;
/** A feed that a gap could keep from being offline has been offline for long after this time. */
const REMEMBERED_MS = 3_600_000;

type Gap = { readonly from: number; to: number };

/**
 * Keeps the times in which the store could not be read: they do not count towards stalled and offline. Times are ms since
 * 1970, by the store's clock.
 */
export function createGaps() {
  let ended: Gap[] = [];
  let open: Gap | null = null;
  let succeeded = -Infinity;

  function close(gap: Gap, at: number): void {
    gap.to = Math.min(at, gap.to + CONTINUOUS_MS);
    ended.push(gap);
    open = null;
  }

  return {
    /** Notes a failed poll. */
    fail(startedAt: number, failedAt: number): void {
      if (open !== null && startedAt - open.to > CONTINUOUS_MS) close(open, startedAt);
      open ??= { from: Math.max(succeeded, startedAt - CONTINUOUS_MS), to: failedAt };
      open.to = failedAt;
    },
    /** Notes a good poll. @returns whether that ended a gap, which changes when feeds were last seen */
    succeed(at: number): boolean {
      succeeded = at;
      if (open === null) return false;
      close(open, at);
      ended = ended.filter(({ to }) => at - to < REMEMBERED_MS);
      return true;
    },
    /** When a feed was last seen alive: the time of its frame, and later by the gaps since then. */
    seenAt: (time: number): number =>
      ended.reduce((seen, { from, to }) => seen + Math.max(0, to - Math.max(from, time)), time),
  };
}
