import { useHydrated } from "#components/ui/use-hydrated.ts";
import { readPlace, UTC, type Place } from "./format.ts";

const READER = readPlace();

/** The reader's zone and locale; UTC in the first render, which must equal the server's. */
export function usePlace(): Place {
  return useHydrated() ? READER : UTC;
}
