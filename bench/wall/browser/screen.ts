// From the receiver's 200 to the frame in which Chromium shows the picture.
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright";
import { markdownTable } from "../../../scripts/docs/table.ts";
import { requireDelivery } from "../../../scripts/provider-sim/deliver.ts";
import { thumbnailHook } from "../../../scripts/provider-sim/hook.ts";
import { quantile } from "../../../scripts/shared/quantile.ts";
import { createGalleries, onWorld, SIGNING_SECRET } from "../galleries.ts";
import { pictureNumber, toFeed, toStream } from "../store/frames.ts";
import type { BenchStore } from "../store/store.ts";
import { parsePictureAddress, toFrameName } from "../viewers/viewer.ts";

type Loaded = { readonly src: string; readonly at: number };
type Recording = { loaded: Loaded[] };

const FEEDS = [50, 500];
const HOOKS = 15;
/** Feeds whose tiles are on the screen at once. */
const FIRST = 12;
const DEADLINE_MS = 12_000;

/** @param folder has the pictures */
export async function measureScreens(browser: Browser, store: BenchStore, folder: string): Promise<string> {
  const galleries = createGalleries(store);
  const rows: string[][] = [];
  for (const feeds of FEEDS) {
    const world = { feeds, history: 1, live: true };
    await onWorld(store, folder, galleries, world, async (running) => {
      // Livewall accepts the hooks, whichever gallery shows them.
      const hookUrl = `${running[0]?.url ?? ""}/api/thumbnails`;
      for (const [n, { url }] of running.entries()) {
        const waits = await measureWaits(browser, url, () => postHooks(hookUrl, folder));
        const shown = waits.filter(Number.isFinite).length;
        const seconds = [0.5, 0.95, 1].map((share) => (quantile(waits, share) / 1000).toFixed(2));
        rows.push([String(feeds), galleries[n]?.name ?? "", String(HOOKS), String(shown), ...seconds]);
        console.error(rows.at(-1));
      }
    });
  }
  return markdownTable(["feeds", "gallery", "hooks", "shown", "p50, s", "p95, s", "worst, s"], rows);
}

/** @param postAll posts hooks, and returns when each frame was accepted @returns ms for each; Infinity if never shown */
async function measureWaits(
  browser: Browser,
  url: string,
  postAll: () => Promise<Map<string, number>>,
): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.addInitScript(recordPictures);
    await page.goto(url);
    await page.locator("img").first().waitFor();
    await delay(3_000);
    const accepted = await postAll();
    const waits = new Map<string, number>();
    const deadline = performance.now() + DEADLINE_MS;
    while (waits.size < accepted.size && performance.now() < deadline) {
      for (const { src, at } of await page.evaluate(() => (window as unknown as Recording).loaded)) {
        const frame = parsePictureAddress(src);
        const name = frame === null ? "" : toFrameName(frame);
        const from = accepted.get(name);
        if (from !== undefined && !waits.has(name)) waits.set(name, Math.max(0, at - from));
      }
      await delay(200);
    }
    return [...accepted.keys()].map((name) => waits.get(name) ?? Infinity);
  } finally {
    await page.close();
  }
}

async function postHooks(hookUrl: string, folder: string): Promise<Map<string, number>> {
  const accepted = new Map<string, number>();
  for (let n = 0; n < HOOKS; n++) {
    const [position, time] = [n % FIRST, Date.now()];
    const feed = toFeed(position);
    const jpeg = readFileSync(`${folder}/${pictureNumber({ feed, time })}.jpg`);
    const identity = { ...toStream(position), source: null, feed };
    await requireDelivery(hookUrl, thumbnailHook(SIGNING_SECRET, identity, jpeg, time));
    accepted.set(toFrameName({ feed, time }), Date.now());
    // Hooks and polls must not march in step.
    await delay(600 + Math.random() * 1_200);
  }
  return accepted;
}

/** Runs in the page: records each picture two animation frames after it was loaded, when it has been painted. */
function recordPictures() {
  const recording = window as unknown as Recording;
  recording.loaded = [];
  document.addEventListener(
    "load",
    ({ target }) => {
      if (!(target instanceof HTMLImageElement)) return;
      const src = target.currentSrc;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => recording.loaded.push({ src, at: Date.now() })),
      );
    },
    true,
  );
}
