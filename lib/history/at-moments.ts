import type { StoredEntry } from "#lib/model/feed.ts";
import type { Span } from "#lib/model/coverage.ts";
import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import { StoreError } from "#lib/store/store.ts";
import { BudgetError } from "./budget.ts";
import type { LogReader } from "./log-reader.ts";
import type { Slice } from "./slices.ts";

/** What the log has for some moments. */
export type MomentSlices = {
  readonly slices: readonly Slice[];
  /** False when what was stalled is missing. */
  readonly isWhole: boolean;
};

/** Moments further ahead have no frames yet: receivers refuse them. */
const AHEAD_MS = 2 * 60_000;
const DAY_MS = 86_400_000;
/** How long a viewer waits for what was stalled, when what was live can be shown. */
const PATIENCE_MS = 1_000;

export type MomentParts = {
  readonly logReader: LogReader;
  /** ms since 1970 */
  readonly now: () => number;
  /** How many days the log is kept. */
  readonly logReach: () => Promise<number>;
  readonly delay: (ms: number) => Promise<void>;
};

/**
 * Reads what the log has of the five minutes before each moment: first of the last 75 s, which is needed, then the rest. The
 * rest is left out where it takes long or more than the budget; it is read on and found the next time. Moments of before
 * the log and of the future have nothing, and cost nothing.
 *
 * @throws BudgetError, StoreError
 */
export async function readMoments(
  moments: readonly number[],
  client: string | null,
  { logReader, now, logReach, delay }: MomentParts,
): Promise<MomentSlices> {
  const begin = now() - (1 + (await logReach())) * DAY_MS;
  const known = moments.filter((moment) => moment > begin && moment <= now() + AHEAD_MS);
  if (known.length === 0) return { slices: [], isWhole: true };
  const live = await logReader(
    known.map((moment): Span => [moment - LIVE_MS, moment]),
    client,
  );
  const rest = logReader(
    known.map((moment): Span => [moment - STALLED_MS, moment - LIVE_MS]),
    client,
  ).catch((error: unknown) => {
    if (error instanceof BudgetError || error instanceof StoreError) return null;
    throw error;
  });
  const stalled = await Promise.race([rest, delay(PATIENCE_MS).then(() => null)]);
  const slices = new Map([...live, ...(stalled ?? [])].map((slice) => [slice.number, slice]));
  return { slices: [...slices.values()], isWhole: stalled !== null };
}

/** The entries of one stream, in the order of the log. */
export function entriesOf({ slices }: MomentSlices, stream: string): StoredEntry[] {
  return slices.toSorted((a, b) => a.number - b.number).flatMap(({ byStream }) => byStream.get(stream) ?? []);
}
