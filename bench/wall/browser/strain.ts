import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright";
import type { BenchStore } from "../store/store.ts";
import { tasksOf, type LongTasks } from "./page-tasks.ts";

/** What keeps a viewer's page from answering while something goes on in it. */
export type Strain = LongTasks & { readonly what: string };

const ROUNDS = 6;

/** @param url of a wall of 50 feeds, none of which posts by itself */
export function measureChanges(browser: Browser, url: string, store: BenchStore): Promise<Strain> {
  return onPage(browser, { width: 1920, height: 1080 }, async (page) => {
    await page.goto(`${url}/`);
    await delay(5_000);
    const tasks = await tasksOf(browser, page, async () => {
      for (let n = 0; n < ROUNDS; n++) {
        const changed = page.waitForResponse(async (answer) => {
          if (!answer.url().includes("/api/feeds") || answer.status() !== 200) return false;
          return (await answer.text()).includes('"changed":[{');
        });
        await store.tell({ kind: "turn" });
        await changed;
        await delay(1_500);
      }
    });
    return { what: "50 tiles change at once, six times", ...tasks };
  });
}

export function measureScrolling(browser: Browser, url: string, feeds: number): Promise<Strain> {
  return onPage(browser, { width: 1280, height: 720 }, async (page) => {
    await page.goto(`${url}/`);
    await page.waitForFunction((count) => document.querySelectorAll("[data-tile]").length >= count, feeds);
    await delay(3_000);
    await page.mouse.move(600, 400);
    const tasks = await tasksOf(browser, page, async () => {
      for (let n = 0; n < 60; n++) {
        await page.mouse.wheel(0, 400);
        await delay(50);
      }
    });
    return { what: `scrolling ${feeds} tiles while they change`, ...tasks };
  });
}

async function onPage<T>(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage({ viewport });
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}
