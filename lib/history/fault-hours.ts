import { allows, type Scope } from "#lib/access/scope.ts";
import type { Span } from "#lib/model/coverage.ts";
import { FAULTS } from "#lib/model/frame.ts";
import type { FaultyHour } from "#lib/model/keys.ts";
import type { FaultHours } from "#lib/model/past.ts";
import { isTestStream } from "#lib/model/stream.ts";
import { BudgetError } from "./budget.ts";
import { createCache } from "./cache.ts";
import type { LimitedStore } from "./limited-store.ts";

type Listed = { readonly hours: readonly FaultyHour[]; readonly isWhole: boolean };
type Lists = Pick<LimitedStore, "listAllFaults">;

/** Twelve thousand faulty hours. */
const MAX_LISTS = 12;
const KEEP_MS = 60_000;

/** Makes the reader of the hours of a span in which a stream of a scope had a fault, listed at most once a minute. */
export function createFaultHours(elapsed: () => number) {
  const cache = createCache<string, Listed>({ maxSize: 1, toKeepMs: () => KEEP_MS, elapsed });

  /** @throws BudgetError, StoreError */
  return async (scope: Scope, [from, to]: Span, store: Lists): Promise<FaultHours> => {
    const { hours, isWhole } = await cache.get("all", async (stale) => {
      try {
        return await listAll(store);
      } catch (error) {
        if (stale !== undefined && error instanceof BudgetError) return stale;
        throw error;
      }
    });
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

async function listAll(store: Lists): Promise<Listed> {
  const hours: FaultyHour[] = [];
  let after: string | null = null;
  for (let lists = 0; lists < MAX_LISTS; lists += 1) {
    const page: Awaited<ReturnType<Lists["listAllFaults"]>> = await store.listAllFaults(after);
    hours.push(...page.hours);
    after = page.next;
    if (after === null) break;
  }
  return { hours, isWhole: after === null };
}
