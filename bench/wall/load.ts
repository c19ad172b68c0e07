import { setTimeout as delay } from "node:timers/promises";
import { markdownTable } from "../../scripts/docs/table.ts";
import { quantile } from "../../scripts/shared/quantile.ts";
import type { RunningContender } from "../shared/contender.ts";
import type { BenchStore } from "./store/store.ts";
import type { Viewer } from "./viewers/viewer.ts";

export type Load = { readonly feeds: number; readonly viewers: number; readonly history: number };

/** The figures of one gallery under one load. Those of the window are for a minute. */
export type Measured = {
  readonly load: Load;
  readonly gallery: string;
  /** False if a viewer did not have its page and pictures in time. */
  readonly opened: boolean;
  // For one viewer:
  readonly openBytes: number;
  readonly pictureBytes: number;
  readonly pollBytes: number;
  /** The frames shown in the window, each loaded once: previews, and originals. */
  readonly limitBytes: number;
  readonly originalBytes: number;
  readonly polls: number;
  // For all viewers together:
  readonly lists: number;
  readonly pictures: number;
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly pollP50: number;
  readonly pollP95: number;
};

/** One dimension grows at a time. --full has all combinations. */
const SOME_LOADS: readonly Load[] = [
  ...[12, 50, 500, 5_000].map((feeds) => ({ feeds, viewers: 10, history: 1 })),
  ...[1, 100].map((viewers) => ({ feeds: 50, viewers, history: 1 })),
  ...[1_000, 100_000].map((history) => ({ feeds: 50, viewers: 10, history })),
];
const OPEN_DEADLINE_MS = 15_000;
const HEADINGS = [
  ...["feeds", "viewers", "frames a feed", "gallery", "to open, KB", "pictures, KB/min", "× the limit"],
  ...["of the originals", "polls, KB/min", "polls/min", "poll p50 / p95, ms", "LISTs/min, all viewers"],
  ...["picture GETs/min, all viewers", "CPU ms/min, all viewers", "RSS MB"],
];

export function listLoads(full: boolean): readonly Load[] {
  if (!full) return SOME_LOADS;
  return [12, 50, 500, 5_000].flatMap((feeds) =>
    [1, 10, 100].flatMap((viewers) => [1, 1_000, 100_000].map((history) => ({ feeds, viewers, history }))),
  );
}

/** Measures a gallery that shows the world of this load. */
export async function measureLoad(
  load: Load,
  seconds: number,
  store: BenchStore,
  gallery: RunningContender & { readonly name: string },
  createViewer: () => Viewer,
): Promise<Measured> {
  const viewers = Array.from({ length: load.viewers }, createViewer);
  try {
    const opening = Promise.all(viewers.map((viewer) => viewer.open()));
    opening.catch(() => undefined);
    const opened = await Promise.race([opening.then(() => true), delay(OPEN_DEADLINE_MS, false)]);
    const before = await readState(viewers, store, gallery);
    const polled = viewers.map(({ latencies }) => latencies.length);
    if (opened) {
      const watching = Promise.all(viewers.map((viewer) => viewer.watch()));
      // Leaving rejects it, after the window. A failure within the window counts.
      watching.catch(() => undefined);
      await Promise.race([delay(seconds * 1000), watching]);
    }
    const after = await readState(viewers, store, gallery);
    const latencies = viewers.flatMap((viewer, n) => viewer.latencies.slice(polled[n]));
    const inMinute = (key: keyof State) => (after[key] - before[key]) * (60 / seconds);
    const each = (key: keyof State) => inMinute(key) / load.viewers;
    return {
      load,
      gallery: gallery.name,
      opened,
      openBytes: (before.page + before.polls + before.pictures) / load.viewers,
      pictureBytes: each("pictures"),
      pollBytes: each("polls"),
      limitBytes: each("previewBytes"),
      originalBytes: each("frameBytes"),
      polls: each("pollCount"),
      lists: inMinute("list"),
      pictures: inMinute("picture"),
      cpuMs: inMinute("cpuMs"),
      rssBytes: after.rssBytes,
      pollP50: quantile(latencies, 0.5),
      pollP95: quantile(latencies, 0.95),
    };
  } finally {
    for (const viewer of viewers) viewer.leave();
  }
}

type State = Awaited<ReturnType<typeof readState>>;

/** The counts so far: the sums over all viewers, of the store, and of the gallery's process. */
async function readState(viewers: readonly Viewer[], store: BenchStore, gallery: RunningContender) {
  const [{ list, picture }, usage] = await Promise.all([store.tell({ kind: "counts" }), gallery.usage()]);
  const sum = (count: (viewer: Viewer) => number) =>
    viewers.reduce((total, viewer) => total + count(viewer), 0);
  return {
    ...usage,
    list,
    picture,
    page: sum(({ received }) => received.page),
    polls: sum(({ received }) => received.polls),
    pictures: sum(({ received }) => received.pictures),
    pollCount: sum(({ received }) => received.pollCount),
    previewBytes: sum(({ shown }) => shown.previewBytes),
    frameBytes: sum(({ shown }) => shown.frameBytes),
  };
}

export function createLoadTable(measured: readonly Measured[]): string {
  const kb = (bytes: number) => (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);
  const rows = measured.map((m) => {
    const load = [m.load.feeds, m.load.viewers, m.load.history].map((n) => n.toLocaleString("en"));
    const head = [...load, m.gallery];
    if (!m.opened) return [...head, "not within 15 s", ...Array<string>(HEADINGS.length - 5).fill("")];
    return [
      ...head,
      kb(m.openBytes),
      kb(m.pictureBytes),
      m.limitBytes > 0 ? (m.pictureBytes / m.limitBytes).toFixed(2) : "-",
      m.pictureBytes > 0 ? `1/${(m.originalBytes / m.pictureBytes).toFixed(1)}` : "-",
      kb(m.pollBytes),
      m.polls.toFixed(1),
      `${m.pollP50.toFixed(0)} / ${m.pollP95.toFixed(0)}`,
      m.lists.toFixed(0),
      m.pictures.toFixed(0),
      m.cpuMs.toFixed(0),
      (m.rssBytes / 1e6).toFixed(0),
    ];
  });
  return markdownTable(HEADINGS, rows);
}
