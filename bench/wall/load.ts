import { setTimeout as delay } from "node:timers/promises";
import { quantile } from "../../scripts/shared/quantile.ts";
import type { RunningContender } from "../shared/contender.ts";
import type { BenchStore } from "./store/store.ts";
import type { Viewer } from "./viewers/viewer.ts";

export type Load = { readonly feeds: number; readonly viewers: number; readonly history: number };

/** One dimension grows at a time. --full has all combinations. */
const SOME_LOADS: readonly Load[] = [
  ...[12, 50, 500, 5_000].map((feeds) => ({ feeds, viewers: 10, history: 1 })),
  ...[1, 100].map((viewers) => ({ feeds: 50, viewers, history: 1 })),
  ...[1_000, 100_000].map((history) => ({ feeds: 50, viewers: 10, history })),
];
const OPEN_DEADLINE_MS = 15_000;
export const HEADINGS = [
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

/** Measures a gallery that shows the world of this load. @returns a row of the table, rates for a minute */
export async function measureLoad(
  load: Load,
  seconds: number,
  store: BenchStore,
  gallery: RunningContender & { readonly name: string },
  createViewer: () => Viewer,
): Promise<string[]> {
  const viewers = Array.from({ length: load.viewers }, createViewer);
  const head = [...[load.feeds, load.viewers, load.history].map((n) => n.toLocaleString("en")), gallery.name];
  try {
    const opening = Promise.all(viewers.map((viewer) => viewer.open()));
    opening.catch(() => undefined);
    const opened = await Promise.race([opening.then(() => true), delay(OPEN_DEADLINE_MS, false)]);
    if (!opened) return [...head, "not within 15 s", ...Array<string>(HEADINGS.length - 5).fill("")];
    const before = await readState(viewers, store, gallery);
    const watching = Promise.all(viewers.map((viewer) => viewer.watch()));
    // Leaving rejects it, after the window. A failure within the window counts.
    watching.catch(() => undefined);
    await Promise.race([delay(seconds * 1000), watching]);
    const after = await readState(viewers, store, gallery);
    const latencies = viewers.flatMap((viewer) => viewer.latencies.slice(1));
    const all = (key: keyof State) => (after[key] - before[key]) * (60 / seconds);
    const each = (key: keyof State) => all(key) / load.viewers;
    const pictures = each("pictures");
    return [
      ...head,
      toKb((before.page + before.polls + before.pictures) / load.viewers),
      toKb(pictures),
      pictures > 0 ? (pictures / each("previewBytes")).toFixed(2) : "-",
      pictures > 0 ? `1/${(each("frameBytes") / pictures).toFixed(1)}` : "-",
      toKb(each("polls")),
      each("pollCount").toFixed(1),
      [0.5, 0.95].map((share) => quantile(latencies, share).toFixed(0)).join(" / "),
      all("list").toFixed(0),
      all("picture").toFixed(0),
      all("cpuMs").toFixed(0),
      (after.rssBytes / 1e6).toFixed(0),
    ];
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

function toKb(bytes: number): string {
  return (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);
}
