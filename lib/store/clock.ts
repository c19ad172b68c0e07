/** A store gives the time of its answers in whole seconds, rounded down. */
const DATE_STEP_MS = 1_000;
/** How long an answer keeps the clock known. */
const KNOWN_MS = 60_000;
const MAX_WAIT_MS = 500;
const RETRY_MS = 10_000;

/** All times are ms since 1970. */
export type StoreClock = {
  /** The time at the store. */
  readonly now: () => number;
  /**
   * Corrects the clock by an answer.
   *
   * @param date the answer's `Date`, by the store's clock; null where it has none, as on a store of the same machine
   * @param sent when the request was sent, by this process's clock
   * @param received when the head of the answer came, by this process's clock
   */
  readonly observe: (date: number | null, sent: number, received: number) => void;
  /** Whether the store has answered in the last minute. */
  readonly isKnown: () => boolean;
};

/**
 * Follows the store's clock by the `Date` of its answers. The store's time was between `date` and a second later at some
 * moment between sending and receiving, so each answer bounds the difference of the clocks. The clock changes only as
 * far as these bounds ask: it is this process's own while that one is right.
 *
 * @param localNow this process's clock, ms since 1970
 */
export function createStoreClock(localNow: () => number): StoreClock {
  let offset = 0;
  let answered = -Infinity;
  return {
    now: () => localNow() + offset,
    observe(date, sent, received) {
      answered = received;
      if (date === null) return;
      const [min, max] = [date - received, date + DATE_STEP_MS - sent];
      // Otherwise this process's clock was set back in between, and the answer bounds nothing.
      if (min <= max) offset = Math.min(Math.max(offset, min), max);
    },
    isKnown: () => Math.abs(localNow() - answered) <= KNOWN_MS,
  };
}

/**
 * Waits until a clock is known: for at most half a second, without errors, and with one request for all callers. After a
 * request without an answer, this process's clock is all that is known, and the next request comes after ten seconds.
 *
 * @param ask sends any request to the store
 */
export function createConfirmation(
  clock: StoreClock,
  localNow: () => number,
  ask: (signal: AbortSignal) => Promise<unknown>,
): () => Promise<void> {
  let asking: Promise<void> | undefined;
  let failed = -Infinity;

  async function confirm(): Promise<void> {
    const signal = AbortSignal.timeout(MAX_WAIT_MS);
    const timeout = new Promise((resolve) => signal.addEventListener("abort", resolve));
    // An error of the store has a Date too.
    await Promise.race([ask(signal).catch(() => undefined), timeout]);
    if (!clock.isKnown()) failed = localNow();
    asking = undefined;
  }

  return async () => {
    if (clock.isKnown()) return;
    if (asking === undefined && Math.abs(localNow() - failed) < RETRY_MS) return;
    await (asking ??= confirm());
  };
}

/** The `Date` of an answer, ms since 1970; null for none, or an invalid one. */
export function parseDate(headers: Readonly<Record<string, string>>): number | null {
  const time = Date.parse(headers.date ?? "");
  return Number.isNaN(time) ? null : time;
}
