import { request } from "node:http";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { quantile } from "../ingest/measure.ts";
import { startContender } from "../ingest/contender.ts";
import { galleries } from "./galleries.ts";
import type { BenchStore } from "./store/store.ts";

/** The first page of new processes, while its feeds send. */
export type ColdStart = {
  readonly feeds: number;
  /** From the request to the first byte and to the last one, ms. */
  readonly firstByteP50: number;
  readonly firstByteP95: number;
  readonly wholeP95: number;
  /** LISTs before the first byte, the most of all starts. */
  readonly listsBefore: number;
  readonly tiles: number;
};

const FEEDS = [1_000, 10_000];
const STARTS = 5;
/** Ten minutes: all that a wall reads of the log when it starts, and more. */
const HISTORY = 20;
/** An address that answers without a look at the wall. */
const READY = "/favicon.ico";

/** @param directory for the logs */
export async function measureColdStarts(store: BenchStore, directory: string): Promise<ColdStart[]> {
  const livewall = galleries(store.env).find(({ name }) => name === "livewall");
  if (livewall === undefined) throw new Error("there is no livewall to measure");
  const measured: ColdStart[] = [];
  for (const feeds of FEEDS) {
    await store.tell({ kind: "world", feeds, history: HISTORY, live: true });
    const starts = [];
    for (let n = 0; n < STARTS; n++) {
      const running = await startContender(livewall, `${directory}/cold.log`, null, READY);
      try {
        starts.push(await firstPage(running.url, store));
      } finally {
        await running.stop();
      }
    }
    const firstBytes = starts.map(({ firstByte }) => firstByte);
    measured.push({
      feeds,
      firstByteP50: quantile(firstBytes, 0.5),
      firstByteP95: quantile(firstBytes, 0.95),
      wholeP95: quantile(
        starts.map(({ whole }) => whole),
        0.95,
      ),
      listsBefore: Math.max(...starts.map(({ lists }) => lists)),
      tiles: Math.min(...starts.map(({ tiles }) => tiles)),
    });
    console.error(JSON.stringify(measured.at(-1)));
  }
  return measured;
}

async function firstPage(url: string, store: BenchStore) {
  const before = await store.tell({ kind: "counts" });
  const started = performance.now();
  const sent = request(`${url}/`).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const firstByte = performance.now() - started;
  const after = await store.tell({ kind: "counts" });
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return {
    firstByte,
    whole: performance.now() - started,
    lists: after.list - before.list,
    tiles: text.match(/ data-tile/g)?.length ?? 0,
  };
}
