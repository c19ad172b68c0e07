// The bytes, requests and CPU of a wall, by feeds, viewers and history.
import { setTimeout as delay } from "node:timers/promises";
import { markdownTable } from "../../scripts/docs/table.ts";
import { describeLoad } from "../../scripts/shared/machine.ts";
import { quantile } from "../../scripts/shared/quantile.ts";
import type { RunningContender } from "../shared/contender.ts";
import { createGalleries, onWorld } from "./galleries.ts";
import type { BenchStore } from "./store/store.ts";
import type { Sizes, Viewer } from "./viewers/viewer.ts";

/** One dimension grows at a time. */
const LOADS = [
  ...[12, 50, 500, 5_000].map((feeds) => ({ feeds, viewers: 10, history: 1 })),
  ...[1, 100].map((viewers) => ({ feeds: 50, viewers, history: 1 })),
  { feeds: 50, viewers: 10, history: 1_000 },
];
const OPEN_DEADLINE_MS = 15_000;
const HEADINGS = [
  ...["feeds", "viewers", "frames a feed", "gallery", "to open, KB", "pictures, KB/min", "× the limit"],
  ...["of the originals", "polls, KB/min", "polls/min", "poll p50 / p95, ms", "LISTs/min, all viewers"],
  ...["picture GETs/min, all viewers", "CPU ms/min, all viewers", "RSS MB"],
];

/** Each gallery under each load, each time in a new process: it remembers nothing of another world. */
export async function measureLoads(
  store: BenchStore,
  folder: string,
  sizes: Sizes,
  seconds: number,
): Promise<string> {
  const rows: string[][] = [];
  for (const { feeds, viewers: count, history } of LOADS) {
    for (const gallery of createGalleries(store)) {
      await onWorld(store, folder, [gallery], { feeds, history, live: true }, async ([running]) => {
        if (running === undefined) throw new RangeError("no gallery");
        const viewers = Array.from({ length: count }, () => new gallery.Viewer(running.url, sizes));
        const head = [...[feeds, count, history].map((n) => n.toLocaleString("en")), gallery.name];
        rows.push([...head, ...(await measure(viewers, seconds, store, running))]);
      });
      console.error(`${rows.at(-1)?.join(" | ") ?? ""} (load average ${describeLoad()})`);
    }
  }
  return markdownTable(HEADINGS, rows);
}

/** @returns the rest of a row, rates for a minute */
async function measure(
  viewers: readonly Viewer[],
  seconds: number,
  store: BenchStore,
  gallery: RunningContender,
): Promise<string[]> {
  try {
    const opening = Promise.all(viewers.map((viewer) => viewer.open()));
    opening.catch(() => undefined);
    const opened = await Promise.race([opening.then(() => true), delay(OPEN_DEADLINE_MS, false)]);
    if (!opened) return ["not within 15 s", ...Array<string>(HEADINGS.length - 5).fill("")];
    const before = await readState(viewers, store, gallery);
    const polled = viewers.map(({ latencies }) => latencies.length);
    const watching = Promise.all(viewers.map((viewer) => viewer.watch()));
    // Leaving rejects it, after the window. A failure within the window counts.
    watching.catch(() => undefined);
    await Promise.race([delay(seconds * 1000), watching]);
    const after = await readState(viewers, store, gallery);
    const latencies = viewers.flatMap((viewer, n) => viewer.latencies.slice(polled[n]));
    const all = (key: keyof State) => (after[key] - before[key]) * (60 / seconds);
    const each = (key: keyof State) => all(key) / viewers.length;
    const pictures = each("pictures");
    return [
      toKb((before.page + before.polls + before.pictures) / viewers.length),
      toKb(pictures),
      pictures > 0 ? (pictures / each("previewBytes")).toFixed(2) : "-",
      pictures > 0 ? `1/${(each("frameBytes") / pictures).toFixed(1)}` : "-",
      toKb(each("polls")),
      ((latencies.length * 60) / seconds / viewers.length).toFixed(1),
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
  const [counts, usage] = await Promise.all([store.tell({ kind: "counts" }), gallery.usage()]);
  const sum = (count: (viewer: Viewer) => number) =>
    viewers.reduce((total, viewer) => total + count(viewer), 0);
  return {
    ...usage,
    ...counts,
    page: sum(({ bytes }) => bytes.page),
    polls: sum(({ bytes }) => bytes.polls),
    pictures: sum(({ bytes }) => bytes.pictures),
    previewBytes: sum(({ shown }) => shown.previews),
    frameBytes: sum(({ shown }) => shown.frames),
  };
}

function toKb(bytes: number): string {
  return (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);
}
