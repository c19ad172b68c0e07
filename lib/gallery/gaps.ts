/** Times in which the store could not be read: they do not count towards stalled and offline. */
export type Gaps = {
  /** A poll failed. Times are ms since 1970, by the store's clock. */
  readonly fail: (startedAt: number, failedAt: number) => void;
  /** A poll succeeded. @returns whether that ended a gap, which changes when feeds were last seen */
  readonly succeed: (at: number) => boolean;
  /** When a feed was last seen alive: the time of its frame, and later by the gaps since then. */
  readonly seenAt: (time: number) => number;
};

/** Polls that are further apart tell nothing of the time between them: nobody looked. */
const CONTINUOUS_MS = 10_000;
/** A feed that a gap could keep from being offline has been offline for long after this time. */
const REMEMBERED_MS = 3_600_000;

type Gap = { readonly from: number; to: number };

export function createGaps(): Gaps {
  let ended: Gap[] = [];
  let open: Gap | null = null;
  let succeeded = -Infinity;

  function close(gap: Gap, at: number): void {
    gap.to = Math.min(at, gap.to + CONTINUOUS_MS);
    ended.push(gap);
    open = null;
  }

  return {
    fail(startedAt, failedAt) {
      if (open !== null && startedAt - open.to > CONTINUOUS_MS) close(open, startedAt);
      open ??= { from: Math.max(succeeded, startedAt - CONTINUOUS_MS), to: failedAt };
      open.to = failedAt;
    },
    succeed(at) {
      succeeded = at;
      if (open === null) return false;
      close(open, at);
      ended = ended.filter(({ to }) => at - to < REMEMBERED_MS);
      return true;
    },
    seenAt: (time) =>
      ended.reduce((seen, { from, to }) => seen + Math.max(0, to - Math.max(from, time)), time),
  };
}
