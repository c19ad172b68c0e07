import { useClock } from "#components/time/clock.ts";
import type { Wall } from "#lib/model/wall.ts";

/** What cannot be reached: by the page its server, or by the server its store. */
export type Trouble = "server" | "store";

/** Three polls missed, or a store that has not answered for as long. */
const LATE_MS = 10_000;

/** Whether a wall is no more of this moment. */
export function isOld({ asOf }: Pick<Wall, "asOf">, now: number): boolean {
  return now - asOf > LATE_MS;
}

/** The trouble, once the wall is old because of it. */
export function useTrouble(asOf: number, trouble: Trouble | null): Trouble | null {
  const isLate = useClock((now) => isOld({ asOf }, now));
  return isLate ? trouble : null;
}
