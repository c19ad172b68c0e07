import { parseArgs } from "node:util";

export type Options = {
  /** How long each fault lasts. */
  readonly troubleMs: number;
  readonly outageMs: number;
  readonly hooksPerSecond: number;
  /** Part of the names of faults to try; null for all. */
  readonly only: string | null;
  /** The document that gets the table; null for none. */
  readonly write: string | null;
};

export const USAGE = `Usage: npm run faults [-- options]

Starts a store, a receiver and a network between them in which everything goes wrong in turn, under a steady load of
signed hooks, and counts what was acknowledged and lost. It needs a build: npm run build.

  --seconds N     how long each fault lasts (8)
  --outage N      how long the store is away in the row about that, in seconds (30)
  --rate N        hooks a second (20)
  --only TEXT     faults that have this in their name
  --write FILE    puts the table into this document, between its two marks`;

/** @returns the options, or what is wrong with the command line */
export function parseOptions(args: readonly string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seconds: { type: "string", default: "8" },
        outage: { type: "string", default: "30" },
        rate: { type: "string", default: "20" },
        only: { type: "string" },
        write: { type: "string" },
      },
    });
    const [seconds, outage, rate] = [Number(values.seconds), Number(values.outage), Number(values.rate)];
    if (!(seconds >= 1 && outage >= 1 && rate >= 1)) {
      return { fault: "--seconds, --outage and --rate must be numbers of at least 1" };
    }
    return {
      troubleMs: seconds * 1000,
      outageMs: outage * 1000,
      hooksPerSecond: rate,
      only: values.only ?? null,
      write: values.write ?? null,
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
