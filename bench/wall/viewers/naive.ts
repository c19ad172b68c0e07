import { setTimeout as delay } from "node:timers/promises";
import { BrowserLike } from "./browser-like.ts";
import { IN_VIEW, Shown, type Sizes, type Viewer } from "./viewer.ts";

/** Between two polls of the naive gallery's page. */
export const NAIVE_POLL_MS = 5_000;

/** Makes the requests that the naive gallery's page makes in a browser. */
export function naiveViewer(origin: string, sizes: Sizes): Viewer {
  const browser = new BrowserLike();
  const shown = new Shown(sizes);
  const latencies: number[] = [];
  const leaving = new AbortController();

  async function poll() {
    const started = performance.now();
    const { text } = await browser.poll(`${origin}/api/thumbnails`);
    latencies.push(performance.now() - started);
    const feeds = JSON.parse(text) as { url: string }[];
    const urls = feeds.slice(0, IN_VIEW).map(({ url }) => url);
    shown.add(urls);
    await browser.pictures(urls);
  }

  return {
    received: browser.received,
    latencies,
    shown,
    async open() {
      await browser.page(`${origin}/`);
      await poll();
    },
    async watch() {
      let due = performance.now() + Math.random() * NAIVE_POLL_MS;
      for (;;) {
        await delay(Math.max(0, due - performance.now()), undefined, { signal: leaving.signal });
        await poll();
        // A poll that takes longer than its interval is not sent twice at once: kinder than setInterval.
        due = Math.max(due + NAIVE_POLL_MS, performance.now());
      }
    },
    leave() {
      leaving.abort();
      browser.leave();
    },
  };
}
