import type { StoredEntry } from "#lib/model/feed.ts";
import { startOfLog } from "#lib/model/keys.ts";
import type { Span } from "#lib/model/coverage.ts";
import type { Store } from "#lib/store/store.ts";
import { BudgetError } from "./budget.ts";
import { createNameSharing } from "./shared-names.ts";
import { createSliceMemory, sliceOf, startOf, timeOf, toSlice, type Slice } from "./slices.ts";
import type { Read } from "./store-reads.ts";

/**
 * Reads the slices of the log that overlap some spans, each open at its beginning and closed at its end.
 *
 * @throws BudgetError when the client may not read so much now; what was read is kept for its next try
 * @throws StoreError when the store cannot be reached or refuses
 */
export type LogReader = (spans: readonly Span[], client: string | null) => Promise<readonly Slice[]>;

/** A LIST that has room goes on behind what was asked for, up to an hour: playing forward finds it. */
const MAX_AHEAD = 240;
const MAX_TRIES = 3;

/** Makes the reader of the log that all viewers of a process share: one LIST for all who ask for the same slices. */
export function createLogReader(store: Pick<Store, "listLog" | "now">, read: Read): LogReader {
  const memory = createSliceMemory(store.now);
  const shareNames = createNameSharing();
  const flying = new Map<number, PromiseWithResolvers<Slice>>();

  /** Lists consecutive slices. Each is given out as soon as it is whole. */
  async function list([first, last]: Span, client: string | null): Promise<void> {
    const listedAt = store.now();
    const end = Math.max(last, Math.min(last + MAX_AHEAD, sliceOf(listedAt)));
    const until = startOf(end + 1);
    let [slice, after] = [first, startOfLog(startOf(first))];
    let pending: readonly StoredEntry[] = [];
    while (slice <= last) {
      const from = after;
      const { entries, next } = await read(client, (signal) => store.listLog({ after: from, until }, signal));
      pending = [...pending, ...entries.filter(({ kind }) => kind !== "note").map(shareNames)];
      while (slice <= end && (next === null || next >= startOfLog(startOf(slice + 1)))) {
        const rest = pending.findIndex((entry) => timeOf(entry) >= startOf(slice + 1));
        const whole = toSlice(slice, listedAt, rest === -1 ? pending : pending.slice(0, rest));
        pending = rest === -1 ? [] : pending.slice(rest);
        memory.add(whole);
        flying.get(slice)?.resolve(whole);
        slice += 1;
      }
      if (next === null) return;
      after = next;
    }
  }

  function start(range: Span, client: string | null): void {
    const numbers = numbersIn(range);
    const started = numbers.map((number) => {
      const flight = Promise.withResolvers<Slice>();
      flight.promise.catch(() => undefined);
      flying.set(number, flight);
      return flight;
    });
    list(range, client)
      .catch((error: unknown) => started.forEach(({ reject }) => reject(error)))
      .finally(() => numbers.forEach((number) => flying.delete(number)));
  }

  return async (spans, client) => {
    const wanted = new Set(spans.flatMap(([from, to]) => numbersIn([sliceOf(from + 1), sliceOf(to)])));
    const found = new Map<number, Slice>();
    for (let tries = 1; ; tries += 1) {
      const missing = [...wanted].filter((number) => {
        const known = memory.find(number);
        if (known !== undefined) found.set(number, known);
        return !found.has(number);
      });
      if (missing.length === 0) return [...found.values()];
      const own = new Set(missing.filter((number) => !flying.has(number)));
      for (const range of rangesOf([...own])) start(range, client);
      const answers = await Promise.allSettled(missing.map(async (number) => flying.get(number)?.promise));
      for (const [place, answer] of answers.entries()) {
        if (answer.status === "fulfilled") {
          if (answer.value !== undefined) found.set(answer.value.number, answer.value);
          continue;
        }
        // What another client may no longer read, this one may.
        const isOthers = !own.has(missing[place] ?? NaN) && answer.reason instanceof BudgetError;
        if (!isOthers || tries === MAX_TRIES) throw answer.reason;
      }
    }
  };
}

function numbersIn([first, last]: Span): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
}

/** Consecutive numbers as one range: first and last. */
function rangesOf(numbers: readonly number[]): Span[] {
  const ranges: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
