import { setTimeout as delay } from "node:timers/promises";
import { quantile } from "../ingest/measure.ts";
import type { RunningContender } from "../ingest/contender.ts";
import type { BenchStore } from "./store/store.ts";
import type { Viewer } from "./viewers/viewer.ts";

/** How much is asked of a gallery at once. */
export type Load = { readonly feeds: number; readonly viewers: number; readonly history: number };

/** The figures of one gallery under one load; bytes and counts per viewer, those of the window for a minute. */
export type Measured = {
  readonly load: Load;
  readonly gallery: string;
  /** Whether every viewer had its page and pictures in time; where not, nothing of the window counts. */
  readonly opened: boolean;
  /** To open the wall, with its first pictures. */
  readonly openBytes: number;
  readonly pictureBytes: number;
  readonly pollBytes: number;
  /** Of the frames that were shown in the window, each loaded once: previews, and originals. */
  readonly limitBytes: number;
  readonly originalBytes: number;
  readonly polls: number;
  /** Of all viewers together, by the gallery's server. */
  readonly lists: number;
  readonly pictures: number;
  /** Of the gallery's server, for all viewers together. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly pollP50: number;
  readonly pollP95: number;
};

export type CellParts = {
  readonly store: BenchStore;
  readonly gallery: RunningContender;
  readonly name: string;
  readonly viewer: () => Viewer;
  readonly seconds: number;
};

/** A gallery that cannot show its wall to all viewers within this is not measured further. */
const OPEN_DEADLINE_MS = 15_000;
/** Measures a gallery that shows the world of this load. */
export async function measureCell(load: Load, parts: CellParts): Promise<Measured> {
  const { seconds } = parts;
  const viewers = Array.from({ length: load.viewers }, parts.viewer);
  try {
    const opening = Promise.all(viewers.map((one) => one.open()));
    opening.catch(() => undefined);
    const opened = await Promise.race([opening.then(() => true), delay(OPEN_DEADLINE_MS, false)]);
    const from = { viewers: stateOf(viewers), spent: await spentBy(parts) };
    if (opened) {
      const watching = Promise.all(viewers.map((one) => one.watch()));
      // Breaking off is how a watch ends, but not how it may go while it counts.
      watching.catch(() => undefined);
      await Promise.race([delay(seconds * 1000), watching]);
    }
    const to = { viewers: stateOf(viewers), spent: await spentBy(parts) };
    const latencies = viewers.flatMap((one, n) => one.latencies.slice(from.viewers[n]?.latencies));
    return { load, gallery: parts.name, opened, ...between(from, to, seconds), ...quantilesOf(latencies) };
  } finally {
    for (const one of viewers) one.leave();
  }
}

type Spent = {
  readonly lists: number;
  readonly pictures: number;
  readonly cpuMs: number;
  readonly rssBytes: number;
};

async function spentBy({ store, gallery }: CellParts): Promise<Spent> {
  const [{ list, picture }, { cpuMs, rssBytes }] = await Promise.all([
    store.tell({ kind: "counts" }),
    gallery.usage(),
  ]);
  return { lists: list, pictures: picture, cpuMs, rssBytes };
}

function stateOf(viewers: readonly Viewer[]) {
  return viewers.map(({ received, latencies, shown }) => ({
    ...received,
    latencies: latencies.length,
    previewBytes: shown.previewBytes,
    frameBytes: shown.frameBytes,
  }));
}

type State = { readonly viewers: ReturnType<typeof stateOf>; readonly spent: Spent };

function between(from: State, to: State, seconds: number) {
  const perMinute = 60 / seconds;
  const meanOf = (state: State, of: (viewer: State["viewers"][number]) => number) =>
    state.viewers.reduce((sum, viewer) => sum + of(viewer), 0) / state.viewers.length;
  const mean = (of: (viewer: State["viewers"][number]) => number) =>
    (meanOf(to, of) - meanOf(from, of)) * perMinute;
  const spent = (of: keyof Spent) => (to.spent[of] - from.spent[of]) * perMinute;
  return {
    openBytes: meanOf(from, ({ page, polls, pictures }) => page + polls + pictures),
    pictureBytes: mean(({ pictures }) => pictures),
    pollBytes: mean(({ polls }) => polls),
    limitBytes: mean(({ previewBytes }) => previewBytes),
    originalBytes: mean(({ frameBytes }) => frameBytes),
    polls: mean(({ pollCount }) => pollCount),
    lists: spent("lists"),
    pictures: spent("pictures"),
    cpuMs: spent("cpuMs"),
    rssBytes: to.spent.rssBytes,
  };
}

function quantilesOf(latencies: readonly number[]) {
  return { pollP50: quantile(latencies, 0.5), pollP95: quantile(latencies, 0.95) };
}
