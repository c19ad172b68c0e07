// The server's time for the page, of new processes and of running ones.
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { markdownTable } from "../../scripts/docs/table.ts";
import { quantile } from "../../scripts/shared/quantile.ts";
import { startContender } from "../shared/contender.ts";
import { createGalleries, onWorld } from "./galleries.ts";
import type { BenchStore } from "./store/store.ts";

const COLD_FEEDS = [1_000, 10_000];
const COLD_STARTS = 5;
/** Ten minutes: more than a wall reads of the log at its start. */
const COLD_HISTORY = 20;
/** Answers without a look at the wall. */
const READY_PATH = "/favicon.ico";
const WARM_FEEDS = [50, 1_000, 10_000];
const WARM_UPS = 10;
const WARM_LOADS = 60;
/** So that some requests wait for a poll of the store, as some viewers do. */
const PAUSE_MS = 120;
const TIMES = ["first byte p50 / p95, ms", "whole page p50 / p95, ms"];

type Load = { readonly firstByte: number; readonly whole: number };

export async function measureColdStarts(store: BenchStore, folder: string): Promise<string> {
  const [livewall] = createGalleries(store);
  const rows: string[][] = [];
  for (const feeds of COLD_FEEDS) {
    await store.tell({ kind: "world", feeds, history: COLD_HISTORY, live: true });
    const starts: Load[] = [];
    const lists: number[] = [];
    const tiles: number[] = [];
    for (let n = 0; n < COLD_STARTS; n++) {
      const running = await startContender(livewall, folder, null, { readyPath: READY_PATH });
      try {
        const before = await store.tell({ kind: "counts" });
        const { body, ...start } = await loadPage(running.url, {}, async () => {
          lists.push((await store.tell({ kind: "counts" })).list - before.list);
        });
        starts.push(start);
        tiles.push(body.toString().match(/ data-tile/g)?.length ?? 0);
      } finally {
        await running.stop();
      }
    }
    rows.push([...toCells(feeds, starts), String(Math.max(...lists)), String(Math.min(...tiles))]);
    console.error(rows.at(-1));
  }
  return markdownTable(["feeds, cold start", ...TIMES, "LISTs before the first byte", "tiles"], rows);
}

export async function measureWarmLoads(store: BenchStore, folder: string): Promise<string> {
  const [livewall] = createGalleries(store);
  const rows: string[][] = [];
  for (const feeds of WARM_FEEDS) {
    await onWorld(store, folder, [livewall], { feeds, history: 1, live: true }, async ([running]) => {
      const load = () => loadPage(running?.url ?? "", { "Accept-Encoding": "gzip, br" });
      for (let n = 0; n < WARM_UPS; n++) await load();
      const loads: Load[] = [];
      let bytes = 0;
      for (let n = 0; n < WARM_LOADS; n++) {
        const { body, ...times } = await load();
        loads.push(times);
        bytes = body.length;
        await delay(PAUSE_MS);
      }
      rows.push([...toCells(feeds, loads), (bytes / 1000).toFixed(1)]);
      console.error(rows.at(-1));
    });
  }
  return markdownTable(["feeds", ...TIMES, "KB, compressed"], rows);
}

async function loadPage(
  origin: string,
  headers: Readonly<Record<string, string>>,
  onFirstByte?: () => Promise<void>,
): Promise<Load & { readonly body: Buffer }> {
  const started = performance.now();
  const sent = request(`${origin}/`, { headers }).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const firstByte = performance.now() - started;
  await onFirstByte?.();
  const body = await buffer(response);
  return { firstByte, whole: performance.now() - started, body };
}

function toCells(feeds: number, loads: readonly Load[]): string[] {
  const quantiles = (key: keyof Load) => {
    const times = loads.map((load) => load[key]);
    return [0.5, 0.95].map((share) => quantile(times, share).toFixed(0)).join(" / ");
  };
  return [feeds.toLocaleString("en"), quantiles("firstByte"), quantiles("whole")];
}
