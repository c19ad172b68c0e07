/** What became of requests. */
export type Tally = {
  /** @param outcome the status of the answer, or another end of the request in a word @param bytes of the answer */
  readonly count: (outcome: number | string, bytes?: number) => void;
  /** All of them by default. */
  readonly requests: (outcome?: number | string) => number;
  readonly bytes: () => number;
  /** Such as "60 × 503, 940 × 200". */
  readonly describe: () => string;
};

export function createTally(): Tally {
  const outcomes = new Map<number | string, number>();
  let requests = 0;
  let total = 0;
  return {
    count(outcome, bytes = 0) {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      requests += 1;
      total += bytes;
    },
    requests: (outcome) => (outcome === undefined ? requests : (outcomes.get(outcome) ?? 0)),
    bytes: () => total,
    describe: () =>
      [...outcomes]
        .map(([outcome, count]) => `${count} × ${outcome}`)
        .sort()
        .join(", "),
  };
}
