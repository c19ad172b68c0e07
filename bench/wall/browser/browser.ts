import type { Browser } from "playwright";
import { parseSecret } from "#lib/provider/signature.ts";
import { startContender } from "../../ingest/contender.ts";
import { galleries, SECRET } from "../galleries.ts";
import type { Results } from "../report.ts";
import type { BenchStore } from "../store/store.ts";
import { launchChromium } from "./chromium.ts";
import { measureDay } from "./day.ts";
import { measureFirstHtml, type FirstHtml } from "./first-html.ts";
import { measureChanges, measureScrolling } from "./strain.ts";
import { measureScreen, type Screen } from "./screen.ts";

const SCREEN_FEEDS = [50, 500];
const HOOKS = 15;
const PAGE_FEEDS = [50, 1_000, 10_000];
const SCROLLED_FEEDS = 1_000;
const DAY_DEADLINE_MS = { some: 60_000, full: 600_000 };

type Shown = Omit<Results, "loads" | "coldStarts">;
type World = { readonly feeds: number; readonly live: boolean };

/** Measures what a real Chromium shows, and when. @param directory with the pictures, and for the logs */
export async function measureBrowser(
  store: BenchStore,
  directory: string,
  parts: { readonly screen: boolean; readonly page: boolean; readonly full: boolean },
): Promise<Shown> {
  const browser = await launchChromium();
  try {
    const screen = parts.screen ? await measureScreens(browser, store, directory) : [];
    if (!parts.page) return { screen, firstHtml: [], strains: [], day: null };
    const on = <T>(world: World, work: (url: string) => Promise<T>) =>
      onWorld(store, directory, world, (urls) => work(urls.get("livewall") ?? ""));
    const firstHtml: FirstHtml[] = [];
    for (const feeds of PAGE_FEEDS) {
      firstHtml.push(await on({ feeds, live: true }, (url) => measureFirstHtml(`${url}/`, feeds)));
      console.error(JSON.stringify(firstHtml.at(-1)));
    }
    const scrolling = await on({ feeds: SCROLLED_FEEDS, live: true }, (url) =>
      measureScrolling(browser, url, SCROLLED_FEEDS),
    );
    const pictures = `${store.env.AWS_ENDPOINT_URL_S3}/${store.env.AWS_S3_BUCKET_NAME}`;
    const dayMs = DAY_DEADLINE_MS[parts.full ? "full" : "some"];
    return await on({ feeds: 50, live: false }, async (url) => {
      const changes = await measureChanges(browser, url, store);
      console.error(JSON.stringify([scrolling, changes]));
      const day = await measureDay(browser, url, pictures, dayMs);
      return { screen, firstHtml, strains: [scrolling, changes], day };
    });
  } finally {
    await browser.close();
  }
}

async function measureScreens(browser: Browser, store: BenchStore, pictures: string): Promise<Screen[]> {
  const secret = parseSecret(SECRET);
  if (secret === null) throw new Error("The secret of the benchmark is none.");
  const screens: Screen[] = [];
  for (const feeds of SCREEN_FEEDS) {
    await onWorld(store, pictures, { feeds, live: true }, async (urls) => {
      const receiver = urls.get("livewall") ?? "";
      for (const [name, url] of urls) {
        const gallery = { name, url };
        const parts = { browser, gallery, receiver, secret, pictures, feeds, hooks: HOOKS };
        screens.push(await measureScreen(parts));
        console.error(JSON.stringify(screens.at(-1)));
      }
    });
  }
  return screens;
}

/** Starts all galleries on a new world, and ends them. @param work is given their addresses by their names */
async function onWorld<T>(
  store: BenchStore,
  directory: string,
  { feeds, live }: World,
  work: (urls: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  await store.tell({ kind: "world", feeds, history: 1, live });
  const running = await Promise.all(
    galleries(store.env).map(async (gallery) => {
      const started = await startContender(gallery, `${directory}/${gallery.name}.log`, null);
      return { name: gallery.name, ...started };
    }),
  );
  try {
    return await work(new Map(running.map(({ name, url }) => [name, url])));
  } finally {
    for (const { stop } of running) await stop();
  }
}
