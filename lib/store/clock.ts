/** A store gives the time of its answers in whole seconds, rounded down. */
const DATE_STEP_MS = 1_000;
/** An answer tells the difference of the clocks for so long. */
const KNOWN_MS = 60_000;
const MAX_WAIT_MS = 500;
const RETRY_MS = 10_000;

/** An answer of the store. All times are ms since 1970. */
export type Answered = {
  /** The answer's `Date`, by the store's clock; null where it has none, as on a store of the same machine. */
  readonly date: number | null;
  /** When the request was sent and when the head of its answer came, by this process's clock. */
  readonly sent: number;
  readonly received: number;
};

export type StoreClock = {
  /** The time at the store, ms since 1970. */
  readonly now: () => number;
  /** Corrects the clock by an answer. */
  readonly observe: (answer: Answered) => void;
  /** Whether an answer of the last minute has told the time. */
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
    observe({ date, sent, received }) {
      answered = received;
      if (date === null) return;
      const [least, most] = [date - received, date + DATE_STEP_MS - sent];
      // This process's clock was set back in between: the answer tells nothing.
      if (least <= most) offset = Math.min(Math.max(offset, least), most);
    },
    isKnown: () => Math.abs(localNow() - answered) <= KNOWN_MS,
  };
}

/**
 * Creates what waits until a clock is known: at most half a second, without errors, and with one question for all that
 * wait. After a question without an answer, the next one is asked ten seconds later at the earliest.
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
    const over = new Promise((resolve) => signal.addEventListener("abort", resolve));
    // A refusal is an answer too.
    await Promise.race([ask(signal).catch(() => undefined), over]);
    if (!clock.isKnown()) failed = localNow();
    asking = undefined;
  }

  return () => {
    if (clock.isKnown()) return Promise.resolve();
    if (asking === undefined && Math.abs(localNow() - failed) < RETRY_MS) return Promise.resolve();
    return (asking ??= confirm());
  };
}

/** The `Date` of an answer, ms since 1970; null where it has none that can be read. */
export function parseDate(headers: Readonly<Record<string, string>>): number | null {
  const time = Date.parse(headers.date ?? "");
  return Number.isNaN(time) ? null : time;
}
