import { BoundedMap } from "#lib/bounded-map.ts";
import type { Coverage, Span } from "#lib/model/coverage.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { isSettled } from "#lib/model/stretches.ts";
import type { Store } from "#lib/store/store.ts";
import { createSingleFlight } from "../single-flight.ts";
import type { Read } from "../store-reads.ts";
import { readHours } from "./read.ts";

/** With ten minutes in a browser's cache, an hour: no frame is missing for longer after a spool has delivered it. */
const KEEP_SETTLED_MS = 50 * 60_000;
const KEEP_RECENT_MS = 60_000;
/** A month is some dozen spans. */
const MAX_KEPT = 1_000;

/** Makes the reader of coverage by hours. Viewers share what was read: for a minute, or for fifty where it is settled. */
export function createHours(store: Pick<Store, "listHours" | "listFaults" | "now">, read: Read) {
  const kept = new BoundedMap<{ readonly at: number; readonly coverage: Coverage }>(MAX_KEPT);
  const once = createSingleFlight<Coverage>();

  return async (stream: Stream, stretch: Span, client: string | null): Promise<Coverage> => {
    const name = `${stretch.join(" ")} ${streamId(stream)}`;
    const known = kept.get(name);
    if (known !== undefined) {
      const keepMs = isSettled(stretch[1], known.at) ? KEEP_SETTLED_MS : KEEP_RECENT_MS;
      if (Math.abs(store.now() - known.at) < keepMs) return known.coverage;
    }
    return once(name, async () => {
      const at = store.now();
      const coverage = await readHours(store, read, stream, stretch, client);
      kept.set(name, { at, coverage });
      return coverage;
    });
  };
}
