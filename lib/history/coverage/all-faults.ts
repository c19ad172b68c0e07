import { allows, type Scope } from "#lib/access/scope.ts";
import type { Span } from "#lib/model/coverage.ts";
import { FAULTS } from "#lib/model/frame.ts";
import type { FaultyHour } from "#lib/model/keys.ts";
import type { FaultHours } from "#lib/model/past.ts";
import { isTestStream } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";
import { BudgetError } from "../budget.ts";
import { createSingleFlight } from "../single-flight.ts";
import type { Read } from "../store-reads.ts";

/** The hours of a stretch in which a stream of a scope had a fault. @throws BudgetError, StoreError */
export type AllFaults = (scope: Scope, stretch: Span, client: string | null) => Promise<FaultHours>;

type Listed = { readonly at: number; readonly hours: readonly FaultyHour[]; readonly isWhole: boolean };

type FaultPage = Awaited<ReturnType<Store["listAllFaults"]>>;

/** Twelve thousand faulty hours. */
const MAX_LISTS = 12;
const KEEP_MS = 60_000;

/** Makes the reader of all faulty hours: one for all viewers, listed at most once a minute. */
export function createAllFaults(store: Pick<Store, "listAllFaults" | "now">, read: Read): AllFaults {
  const once = createSingleFlight<Listed>();
  let last: Listed | null = null;

  const listFrom = (after: string | null) => (signal: AbortSignal) => store.listAllFaults(after, signal);

  async function list(client: string | null): Promise<Listed> {
    const at = store.now();
    const hours: FaultyHour[] = [];
    let after: string | null = null;
    for (let lists = 0; lists < MAX_LISTS; lists += 1) {
      const page: FaultPage = await read(client, listFrom(after));
      hours.push(...page.hours);
      after = page.next;
      if (after === null) break;
    }
    return (last = { at, hours, isWhole: after === null });
  }

  async function current(client: string | null): Promise<Listed> {
    if (last !== null && Math.abs(store.now() - last.at) < KEEP_MS) return last;
    try {
      return await once("all", () => list(client));
    } catch (error) {
      if (last !== null && error instanceof BudgetError) return last;
      throw error;
    }
  }

  return async (scope, [from, to], client) => {
    const { hours, isWhole } = await current(client);
    const seen = hours.filter(
      ({ hour, stream }) => hour >= from && hour < to && !isTestStream(stream) && allows(scope, stream),
    );
    const byHour = Map.groupBy(seen, ({ hour }) => hour);
    return {
      hours: [...byHour]
        .sort(([a], [b]) => a - b)
        .map(([hour, some]) => ({
          from: hour,
          faults: FAULTS.filter((fault) => some.some((one) => one.fault === fault)),
        })),
      isWhole,
    };
  };
}
