import { createSlots } from "#lib/slots.ts";

/** How many bodies are read in their turn at once, at least 500 a second whatever their senders do. */
const MOST_AT_ONCE = 100;
const TURN_MS = 200;
/** Of whom less than this comes in so long, the turn is over: keeping others from theirs takes 80 Mbit/s. */
const LOOK_MS = 20;
const LEAST_BYTES = 2_000;
const PATIENCE_MS = 2_000;

/** One body's turn to be read. */
export type Turn = {
  /**
   * Tells how much of the body has come. With the first of it, the turn is asked for: whoever sends nothing has none.
   *
   * @returns false when it does not come in time
   */
  readonly go: (bytes: number) => Promise<boolean>;
  readonly end: () => void;
};

export type Reading = { readonly open: () => Turn };

/**
 * A thousand bodies that are read at once are all read too late: some begin sooner, and are whole sooner. Whoever sends
 * slowly loses the turn, and is read on without one.
 */
export function createReading(): Reading {
  const slots = createSlots(MOST_AT_ONCE);

  return {
    open() {
      let taken: Promise<boolean> | undefined;
      let came = 0;
      let end: () => void = () => undefined;

      async function take(): Promise<boolean> {
        const endTurn = await slots.take(PATIENCE_MS);
        if (endTurn === null) return false;
        const longest = setTimeout(() => end(), TURN_MS);
        const looking = setInterval(look, LOOK_MS);
        let seen = came;
        /** A process that is late itself has not read what has come: it looks behind the next reads. */
        function look() {
          setImmediate(() => {
            if (came - seen < LEAST_BYTES) end();
            seen = came;
          });
        }
        end = () => {
          clearTimeout(longest);
          clearInterval(looking);
          endTurn();
        };
        return true;
      }

      return {
        go(bytes) {
          came += bytes;
          return (taken ??= take());
        },
        end: () => end(),
      };
    },
  };
}
