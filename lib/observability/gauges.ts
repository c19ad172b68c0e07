import { Gauge, Registry } from "prom-client";
import { countStates } from "#lib/model/state.ts";
import { stateTime, type BareTile, type Clocks } from "#lib/model/wall.ts";
import type { SpoolUsage } from "#lib/spool/files.ts";

type WallTiles = Clocks & { readonly tiles: readonly BareTile[] };
/** Hooks with a valid signature that are not answered yet, and the memory of all bodies. */
type Load = { readonly hooks: number; readonly bytes: number };

/** What is measured at each scrape. */
export type Sources = {
  /** Null without a spool. A spool that cannot be read has no metrics. */
  readonly spool: () => Promise<SpoolUsage | null>;
  /** Resolves to null while the store has never been read. Null for a process without a wall. */
  readonly wall: (() => Promise<WallTiles | null>) | null;
  readonly load: () => Load;
};

/** Prometheus waits ten seconds for all metrics. A store or a disk that is away may take longer. */
const TIMEOUT_MS = 2_000;

/** Makes the gauges of one scrape. @param now ms since 1970 */
export async function measure({ spool, wall, load }: Sources, now: number): Promise<Registry> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers }).set(value);
  const gauges = (name: string, help: string, label: string, values: Readonly<Record<string, number>>) => {
    const labelled = new Gauge({ name, help, labelNames: [label], registers });
    for (const [word, value] of Object.entries(values)) labelled.set({ [label]: word }, value);
  };

  const { hooks, bytes } = load();
  gauge("livewall_hooks_in_flight", "Signed hooks that are not answered yet", hooks);
  gauge("livewall_bytes_in_flight", "Memory of the bodies of hooks", bytes);
  const [usage, tiles] = await Promise.all([inTime(spool()), wall && inTime(wall())]);
  if (usage !== null) {
    const ageMs = usage.oldestAt === null ? 0 : Math.max(0, now - usage.oldestAt);
    gauge("livewall_spool_hooks", "Hooks on disk that wait for the store", usage.hooks);
    gauge("livewall_spool_rejected_hooks", "Hooks on disk that can never be stored", usage.rejected);
    gauge("livewall_spool_damaged_hooks", "Hooks on disk whose bytes have changed there", usage.damaged);
    gauge("livewall_spool_bytes", "Bytes of all hooks on disk", usage.bytes);
    gauge("livewall_spool_limit_bytes", "SPOOL_MAX_BYTES", usage.maxBytes);
    gauge("livewall_spool_oldest_hook_age_seconds", "Age of the oldest hook that waits", ageMs / 1000);
    const isWritable = "1 while the spool has room for a frame, 0 otherwise";
    gauge("livewall_spool_writable", isWritable, +usage.isWritable);
  }
  if (wall === null) return registry;
  if (tiles !== null) {
    const { black, frozen, damaged, ...states } = countStates(tiles.tiles, stateTime(tiles));
    const faults = { black, frozen, damaged };
    gauges("livewall_feeds", "Feeds on the wall", "state", states);
    gauges("livewall_faulty_feeds", "Live feeds whose newest picture has a fault", "fault", faults);
  }
  const seen = tiles?.tiles.map((tile) => tile.seen ?? -Infinity) ?? [];
  const newest = seen.reduce((latest, time) => Math.max(latest, time), -Infinity);
  const newestAge = "Time since any feed was last seen alive; +Inf while none is known";
  gauge("livewall_newest_frame_age_seconds", newestAge, ((tiles?.now ?? now) - newest) / 1000);
  const lastListed = "When the wall last listed the log, by the store's clock; 0 for never";
  gauge("livewall_last_listing_timestamp_seconds", lastListed, (tiles?.asOf ?? 0) / 1000);
  return registry;
}

/** Null for a source that fails or is late. */
function inTime<T>(measured: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, TIMEOUT_MS, null);
  const failed = measured.catch(() => null);
  return Promise.race([failed, late]).finally(() => clearTimeout(timer));
}
