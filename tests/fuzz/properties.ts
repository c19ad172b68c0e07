import { PARSERS } from "./parsers.ts";
import { PICTURES } from "./pictures.ts";
import type { Fuzzed } from "./property.ts";
import { RECEIVER } from "./receiver.ts";

export const PROPERTIES: readonly Fuzzed[] = [...PARSERS, ...RECEIVER, ...PICTURES];

/** Shares runs out by weight; each property has one at least. */
export function runsOf({ weight }: Fuzzed, total: number): number {
  const all = PROPERTIES.reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(1, Math.round((total * weight) / all));
}
