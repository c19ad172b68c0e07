import { request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { quantile } from "../../ingest/measure.ts";

/** The time that the server takes for the page, ms. */
export type FirstHtml = {
  readonly feeds: number;
  readonly firstByteP50: number;
  readonly firstByteP95: number;
  readonly wholeP50: number;
  readonly wholeP95: number;
  /** Compressed. */
  readonly bytes: number;
  readonly encoding: string;
};

const WARM_UPS = 10;
const COUNT = 60;
/** So that some wait for a poll of the store, as some viewers do. */
const PAUSE_MS = 120;

export async function measureFirstHtml(url: string, feeds: number): Promise<FirstHtml> {
  for (let n = 0; n < WARM_UPS; n++) await load(url);
  const loads = [];
  for (let n = 0; n < COUNT; n++) {
    loads.push(await load(url));
    await delay(PAUSE_MS);
  }
  const firstBytes = loads.map(({ firstByte }) => firstByte);
  const wholes = loads.map(({ whole }) => whole);
  return {
    feeds,
    firstByteP50: quantile(firstBytes, 0.5),
    firstByteP95: quantile(firstBytes, 0.95),
    wholeP50: quantile(wholes, 0.5),
    wholeP95: quantile(wholes, 0.95),
    bytes: loads.at(-1)?.bytes ?? NaN,
    encoding: loads.at(-1)?.encoding ?? "none",
  };
}

type Load = { firstByte: number; whole: number; bytes: number; encoding: string };

function load(url: string): Promise<Load> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { "Accept-Encoding": "gzip, br" } }, (response) => {
      const firstByte = performance.now() - started;
      const encoding = response.headers["content-encoding"] ?? "none";
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("error", reject);
      response.on("end", () => resolve({ firstByte, whole: performance.now() - started, bytes, encoding }));
    });
    sent.on("error", reject);
    sent.end();
  });
}
