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

/** What a real Chromium shows, and when. @param directory with the pictures, and for the logs */
export async function measureBrowser(
  store: BenchStore,
  directory: string,
  parts: { readonly screen: boolean; readonly page: boolean; readonly full: boolean },
): Promise<Omit<Results, "loads">> {
  const secret = parseSecret(SECRET);
  if (secret === null) throw new Error("The secret of the benchmark is none.");
  const running = new Map(
    await Promise.all(
      galleries(store.env).map(async (gallery) => {
        const log = `${directory}/${gallery.name}.log`;
        return [gallery.name, await startContender(gallery, log, null)] as const;
      }),
    ),
  );
  const livewall = running.get("livewall")?.url ?? "";
  const world = (feeds: number, live: boolean) => store.tell({ kind: "world", feeds, history: 1, live });
  const browser = await launchChromium();
  try {
    const screen: Screen[] = [];
    const firstHtml: FirstHtml[] = [];
    if (parts.screen) {
      for (const feeds of SCREEN_FEEDS) {
        for (const [name, { url }] of running) {
          await world(feeds, true);
          const gallery = { name, url };
          screen.push(
            await measureScreen({
              browser,
              gallery,
              receiver: livewall,
              secret,
              pictures: directory,
              feeds,
              hooks: HOOKS,
            }),
          );
          console.error(JSON.stringify(screen.at(-1)));
        }
      }
    }
    if (!parts.page) return { screen, firstHtml, strains: [], day: null };
    for (const feeds of PAGE_FEEDS) {
      await world(feeds, true);
      firstHtml.push(await measureFirstHtml(`${livewall}/`, feeds));
      console.error(JSON.stringify(firstHtml.at(-1)));
    }
    await world(SCROLLED_FEEDS, true);
    const scrolling = await measureScrolling(browser, livewall, SCROLLED_FEEDS);
    await world(50, false);
    const changes = await measureChanges(browser, livewall, store);
    console.error(JSON.stringify([scrolling, changes]));
    const pictures = `${store.env.AWS_ENDPOINT_URL_S3}/${store.env.AWS_S3_BUCKET_NAME}`;
    return {
      screen,
      firstHtml,
      strains: [scrolling, changes],
      day: await measureDay(browser, livewall, pictures, DAY_DEADLINE_MS[parts.full ? "full" : "some"]),
    };
  } finally {
    await browser.close();
    for (const { stop } of running.values()) await stop();
  }
}
