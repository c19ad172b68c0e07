import { useHydrated } from "#components/ui/use-hydrated.ts";
import { readZone, UTC, type Place } from "./zone.ts";

const READER: Place = { zone: readZone(), locale: undefined };

/** The reader's zone and locale; UTC in the first render, which must equal the server's. */
export function usePlace(): Place {
  return useHydrated() ? READER : UTC;
}
