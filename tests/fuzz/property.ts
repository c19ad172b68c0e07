import type { IRawProperty } from "fast-check";

/** A property of every input. */
export type Fuzzed = {
  readonly name: string;
  /** Its share of all runs, beside those of the others. */
  readonly weight: number;
  readonly property: IRawProperty<unknown>;
};

/** Cheaper than expect, a million times over. */
export function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold that ${what}.`);
}
