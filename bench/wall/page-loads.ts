// The server's time for the page, of new processes and of running ones.
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { markdownTable } from "../../scripts/docs/table.ts";
import { quantile } from "../../scripts/shared/quantile.ts";
import { startContender } from "../shared/contender.ts";
import { type Gallery, onWorld } from "./galleries.ts";
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

export async function measureColdStarts(
  store: BenchStore,
  folder: string,
  gallery: Gallery,
): Promise<string> {
  const rows: string[][] = [];
  for (const feeds of COLD_FEEDS) {
    await store.tell({ kind: "world", feeds, history: COLD_HISTORY, live: true });
    const starts = [];
    for (let n = 0; n < COLD_STARTS; n++) {
      const running = await startContender(gallery, folder, null, { readyPath: READY_PATH });
      try {
        const before = await store.tell({ kind: "counts" });
        const counted = () => store.tell({ kind: "counts" });
        const { body, atFirstByte, ...times } = await loadPage(`${running.url}/`, {}, counted);
        const tiles = body.toString().match(/ data-tile/g)?.length ?? 0;
        starts.push({ ...times, tiles, lists: atFirstByte.list - before.list });
      } finally {
        await running.stop();
      }
    }
    rows.push([
      feeds.toLocaleString("en"),
      describeQuantiles(starts.map(({ firstByte }) => firstByte)),
      describeQuantiles(starts.map(({ whole }) => whole)),
      String(Math.max(...starts.map(({ lists }) => lists))),
      String(Math.min(...starts.map(({ tiles }) => tiles))),
    ]);
    console.error(rows.at(-1));
  }
  const whole = "whole page p50 / p95, ms";
  const lists = "LISTs before the first byte";
  return markdownTable(["feeds, cold start", "first byte p50 / p95, ms", whole, lists, "tiles"], rows);
}

export async function measureWarmLoads(store: BenchStore, folder: string, gallery: Gallery): Promise<string> {
  const rows: string[][] = [];
  for (const feeds of WARM_FEEDS) {
    await onWorld(store, folder, [gallery], { feeds, history: 1, live: true }, async ([running]) => {
      const load = () =>
        loadPage(`${running?.url ?? ""}/`, { "Accept-Encoding": "gzip, br" }, () => Promise.resolve());
      for (let n = 0; n < WARM_UPS; n++) await load();
      const loads = [];
      for (let n = 0; n < WARM_LOADS; n++) {
        loads.push(await load());
        await delay(PAUSE_MS);
      }
      rows.push([
        feeds.toLocaleString("en"),
        describeQuantiles(loads.map(({ firstByte }) => firstByte)),
        describeQuantiles(loads.map(({ whole }) => whole)),
        ((loads.at(-1)?.body.length ?? NaN) / 1000).toFixed(1),
        loads.at(-1)?.encoding ?? "none",
      ]);
      console.error(rows.at(-1));
    });
  }
  return markdownTable(
    ["feeds", "first byte p50 / p95, ms", "whole page p50 / p95, ms", "KB", "encoding"],
    rows,
  );
}

async function loadPage<T>(url: string, headers: Record<string, string>, onFirstByte: () => Promise<T>) {
  const started = performance.now();
  const sent = request(url, { headers }).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const firstByte = performance.now() - started;
  const atFirstByte = await onFirstByte();
  const body = await buffer(response);
  const encoding = response.headers["content-encoding"] ?? "none";
  return { firstByte, atFirstByte, whole: performance.now() - started, body, encoding };
}

function describeQuantiles(values: readonly number[]): string {
  return [0.5, 0.95].map((share) => quantile(values, share).toFixed(0)).join(" / ");
}
