import { createSlots } from "#lib/slots.ts";
import { type Body, type Incoming, readBody } from "./body.ts";
import type { Claim } from "./byte-budget.ts";

/** How many bodies begin to be read in a turn, at least 500 a second whatever their senders do. */
const MOST_AT_ONCE = 100;
const TURN_MS = 200;
const PATIENCE_MS = 2_000;

/** Reads a body when it is its turn. */
export type Reading = (request: Incoming, claim: Claim) => Promise<Body>;

/** A thousand bodies that are read at once are all read too late: some begin sooner, and are whole sooner. */
export function createReading(maxBytes: number): Reading {
  const turns = createSlots(MOST_AT_ONCE);

  return async (request, claim) => {
    const endTurn = await turns.take(PATIENCE_MS);
    if (endTurn === null) return "busy";
    // Whoever sends slowly holds back nobody.
    const timer = setTimeout(endTurn, TURN_MS);
    try {
      return await readBody(request, maxBytes, claim);
    } finally {
      clearTimeout(timer);
      endTurn();
    }
  };
}
