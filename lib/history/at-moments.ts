import type { Span } from "#lib/model/coverage.ts";
import { LOST_MS } from "#lib/model/section.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { MAX_AHEAD_MS } from "#lib/provider/thumbnail-headers.ts";
import { StoreError } from "#lib/store/store.ts";
import { BudgetError } from "./budget.ts";
import type { LimitedStore } from "./limited-store.ts";
import type { ReadSlices, Slice } from "./slices.ts";

/** The log of some moments. */
export type MomentSlices = {
  readonly slices: readonly Slice[];
  /** False if what needed attention without being live is missing. */
  readonly isWhole: boolean;
};

const DAY_MS = 86_400_000;
/** The wait for feeds that had fallen silent when the live ones can be shown. */
const PATIENCE_MS = 1_000;

export type MomentParts = {
  readonly readSlices: ReadSlices;
  /** ms since 1970 */
  readonly now: () => number;
  /** The days that the log is kept. */
  readonly logReach: () => Promise<number>;
  readonly delay: (ms: number) => Promise<void>;
};

/** When the log begins, ms since 1970. What a lifecycle expires goes within a day. */
export function startOfReach(now: number, days: number): number {
  return now - days * DAY_MS;
}

/**
 * Reads the log of the ten minutes before each moment: first the last 75 s, which are needed, then the rest. The rest is
 * left out if it takes long or exceeds the budget; it is read on, and found the next time. Moments before the log and in
 * the future cost nothing.
 *
 * @throws BudgetError, StoreError
 */
export async function readMoments(
  moments: readonly number[],
  store: Pick<LimitedStore, "listLog">,
  { readSlices, now, logReach, delay }: MomentParts,
): Promise<MomentSlices> {
  const begin = startOfReach(now(), 1 + (await logReach()));
  const known = moments.filter((moment) => moment > begin && moment <= now() + MAX_AHEAD_MS);
  if (known.length === 0) return { slices: [], isWhole: true };
  const read = (from: number, to: number) =>
    readSlices(
      known.map((moment): Span => [moment - from, moment - to]),
      store,
    );
  const live = await read(LIVE_MS, 0);
  const rest = read(LOST_MS, LIVE_MS).catch((error: unknown) => {
    if (error instanceof BudgetError || error instanceof StoreError) return null;
    throw error;
  });
  const silent = await Promise.race([rest, delay(PATIENCE_MS).then(() => null)]);
  const slices = new Map([...live, ...(silent ?? [])].map((slice) => [slice.number, slice]));
  return { slices: [...slices.values()], isWhole: silent !== null };
}
