import { createLimiter } from "#lib/limiter.ts";

/** How many bodies are read in their turn at once, at least 500 a second whatever their senders do. */
const CONCURRENCY = 100;
const TURN_MS = 200;
const PATIENCE_MS = 2_000;
/** Of whom nothing has come by then, the turn is over; and of whom less than `LEAST_BYTES` has, a while later. */
const FIRST_LOOK_MS = 15;
const SECOND_LOOK_MS = 60;
const LEAST_BYTES = 8_000;
/** What has come is read by so many rounds later. */
const ROUNDS = 3;
/** A process that is late by more has not read what has come, and ends nobody's turn for it. */
const BUSY_MS = 10;

/** One body's turn to be read. */
export type Turn = {
  /** @returns false when it does not come in time */
  readonly begin: () => Promise<boolean>;
  /** Tells that so much more of the body has come. */
  readonly came: (bytes: number) => void;
  readonly end: () => void;
};

export type Reading = { readonly open: () => Turn };

/**
 * A thousand bodies that are read at once are all read too late: some begin sooner, and are whole sooner. Whoever sends
 * nothing, or hardly anything, loses the turn, and is read on without one.
 */
export function createReading(): Reading {
  const limiter = createLimiter(CONCURRENCY);

  return {
    open() {
      let bytes = 0;
      let timers: NodeJS.Timeout[] = [];
      let end: () => void = () => undefined;

      function lookAfter(ms: number, least: number): NodeJS.Timeout {
        const due = performance.now() + ms;
        const look = () => {
          if (bytes < least && performance.now() - due < BUSY_MS) end();
        };
        return setTimeout(() => afterRounds(ROUNDS, look), ms);
      }

      return {
        async begin() {
          const endTurn = await limiter.acquire(PATIENCE_MS);
          if (endTurn === null) return false;
          end = () => {
            for (const timer of timers) clearTimeout(timer);
            timers = [];
            endTurn();
          };
          timers = [
            lookAfter(FIRST_LOOK_MS, 1),
            lookAfter(SECOND_LOOK_MS, LEAST_BYTES),
            setTimeout(() => end(), TURN_MS),
          ];
          return true;
        },
        came(more) {
          bytes += more;
        },
        end: () => end(),
      };
    },
  };
}

function afterRounds(rounds: number, then: () => void): void {
  setImmediate(() => {
    if (rounds > 1) afterRounds(rounds - 1, then);
    else then();
  });
}
