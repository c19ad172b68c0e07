import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright";
import { sign, type Secret } from "#lib/provider/signature.ts";
import { streamId } from "#lib/model/stream.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import { quantile } from "../../ingest/measure.ts";
import { feedOf, pictureAt, streamOf } from "../store/control.ts";
import { parsePictureAddress } from "../viewers/picture-address.ts";

/** From the receiver's 200 to the frame in which the browser shows the picture, ms. */
export type Screen = {
  readonly gallery: string;
  readonly feeds: number;
  readonly shown: number;
  readonly hooks: number;
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
};

type Loaded = { readonly src: string; readonly at: number };
type Recording = { loaded: Loaded[] };

const PATIENCE_MS = 12_000;
/** Feeds whose tiles are on the screen at once. */
const FIRST = 12;

export type ScreenParts = {
  readonly browser: Browser;
  readonly gallery: { readonly name: string; readonly url: string };
  /** Of the receiver that takes the hooks, whichever gallery shows them. */
  readonly receiver: string;
  readonly secret: Secret;
  readonly pictures: string;
  readonly feeds: number;
  readonly hooks: number;
};

export async function measureScreen(parts: ScreenParts): Promise<Screen> {
  const { browser, gallery, feeds, hooks } = parts;
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.addInitScript(recordPictures);
    await page.goto(gallery.url);
    await page.locator("img").first().waitFor();
    await delay(3_000);
    const answered = new Map<string, number>();
    for (let n = 0; n < hooks; n++) {
      const { name, at } = await postHook(n % FIRST, parts);
      answered.set(name, at);
      // Hooks and polls must not march in step.
      await delay(600 + Math.random() * 1_200);
    }
    const waits = new Map<string, number>();
    const deadline = performance.now() + PATIENCE_MS;
    while (waits.size < answered.size && performance.now() < deadline) {
      const loaded = await page.evaluate(() => (window as unknown as Recording).loaded);
      for (const { src, at } of loaded) {
        const name = parsePictureAddress(src)?.name ?? "";
        const from = answered.get(name);
        if (from !== undefined && !waits.has(name)) waits.set(name, Math.max(0, at - from));
      }
      await delay(200);
    }
    const all = [...waits.values()];
    const shown = all.length;
    // What never came was waited for all the same.
    while (all.length < hooks) all.push(Infinity);
    return {
      gallery: gallery.name,
      feeds,
      shown,
      hooks,
      p50: quantile(all, 0.5),
      p95: quantile(all, 0.95),
      worst: Math.max(...all),
    };
  } finally {
    await page.close();
  }
}

async function postHook(position: number, { receiver, secret, pictures }: ScreenParts) {
  const time = Date.now();
  const body = readFileSync(`${pictures}/${pictureAt(position, time)}.jpg`);
  const response = await fetch(`${receiver}/api/thumbnails`, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "image/jpeg",
      [THUMBNAIL_HEADERS.signature]: sign(secret, body),
      [THUMBNAIL_HEADERS.feed]: feedOf(position),
      [THUMBNAIL_HEADERS.stream]: streamId(streamOf(position)),
      [THUMBNAIL_HEADERS.time]: String(time),
    },
  });
  if (response.status !== 200) throw new Error(`A hook was answered with ${response.status}`);
  return { name: `${feedOf(position)} ${time}`, at: Date.now() };
}

/** Runs in the page: notes each picture two frames after it was loaded, when it has been painted. */
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
