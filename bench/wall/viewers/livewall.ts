import { setTimeout as delay } from "node:timers/promises";
import { nextPoll } from "#components/data/poll-policy.ts";
import { keepUnchanged, withChanges } from "#lib/model/changes.ts";
import { CLOCK_HEADERS, parseTiles, type Tiles } from "#lib/model/wall.ts";
import { listScripts } from "../../../scripts/budget/weight.ts";
import { BrowserLike } from "./browser-like.ts";
import { IN_VIEW, Shown, type Sizes, type Viewer } from "./viewer.ts";

/** Makes the requests that the wall makes in a browser, with the page's own poll policy and changes. */
export function livewallViewer(origin: string, sizes: Sizes): Viewer {
  const browser = new BrowserLike();
  const shown = new Shown(sizes);
  const latencies: number[] = [];
  const leaving = new AbortController();
  let tiles: Tiles | null = null;

  async function show(urls: readonly string[]) {
    shown.add(urls);
    await browser.pictures(urls);
  }

  async function poll(): Promise<number> {
    const before = tiles;
    const started = performance.now();
    const answer = await browser.poll(
      `${origin}/api/feeds${before === null ? "" : `?since=${before.version}`}`,
      before === null ? {} : { "If-None-Match": `"${before.version}"` },
    );
    latencies.push(performance.now() - started);
    if (answer.status !== 304) {
      const body = parseTiles(JSON.parse(answer.text));
      tiles =
        "tiles" in body
          ? { ...body, tiles: keepUnchanged(before?.tiles ?? [], body.tiles) }
          : withChanges(before ?? { version: body.since, tiles: [] }, body);
      const known = new Set(before?.tiles);
      const news = tiles.tiles.slice(0, IN_VIEW).filter((tile) => !known.has(tile));
      await show(news.filter(hasNewPicture(before)).flatMap(({ picture }) => picture ?? []));
    }
    const clock = (name: keyof typeof CLOCK_HEADERS) => Number(answer.headers[CLOCK_HEADERS[name]]);
    return nextPoll({ tiles: tiles?.tiles ?? [], now: clock("now"), asOf: clock("asOf") });
  }

  return {
    received: browser.received,
    latencies,
    shown,
    async open() {
      const { text } = await browser.page(`${origin}/`);
      const styles = text.match(/\/_next\/static\/[^"'\\ )]+\.css/g);
      const files = new Set([...listScripts(text), ...(styles ?? [])]);
      for (const file of files) await browser.page(origin + file);
      const pictures = [...text.matchAll(/<img[^>]* src="([^"]+)"/g)].map(([, src = ""]) => src);
      await show(pictures.map((src) => src.replaceAll("&amp;", "&")));
      await poll();
    },
    async watch() {
      // Viewers came at all times.
      let pause = Math.random() * 2_000;
      for (;;) {
        await delay(pause, undefined, { signal: leaving.signal });
        pause = await poll();
      }
    },
    leave() {
      leaving.abort();
      browser.leave();
    },
  };
}

/** Selects tiles with a new picture. A new signature for the same picture loads nothing. */
function hasNewPicture(before: Tiles | null) {
  const old = new Map(before?.tiles.map((tile) => [tile.id, tile]));
  return ({ id, time, feed }: Tiles["tiles"][number]) => {
    const known = old.get(id);
    return known?.time !== time || known.feed !== feed;
  };
}
