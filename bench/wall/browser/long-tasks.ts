import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright";
import type { BenchStore } from "../store/store.ts";

/** What keeps a viewer's page from answering, while all tiles change at once or it is scrolled. */
export type LongTasks = {
  readonly what: string;
  /** Tasks over 50 ms, and the longest, ms; 0 where there is none. */
  readonly count: number;
  readonly longest: number;
};

type Recording = { tasks: number[] };

const ROUNDS = 6;

/** @param url of a wall of 50 feeds, none of which posts by itself */
export async function measureChanges(browser: Browser, url: string, store: BenchStore): Promise<LongTasks> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  try {
    await page.addInitScript(recordTasks);
    await page.goto(`${url}/`);
    await delay(5_000);
    await page.evaluate(() => ((window as unknown as Recording).tasks.length = 0));
    for (let n = 0; n < ROUNDS; n++) {
      const changed = page.waitForResponse(async (answer) => {
        if (!answer.url().includes("/api/feeds") || answer.status() !== 200) return false;
        return (await answer.text()).includes('"changed":[{');
      });
      await store.tell({ kind: "turn" });
      await changed;
      await delay(1_500);
    }
    return summary(
      "50 tiles change at once, six times",
      await page.evaluate(() => (window as unknown as Recording).tasks),
    );
  } finally {
    await page.close();
  }
}

export async function measureScrolling(browser: Browser, url: string, feeds: number): Promise<LongTasks> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.addInitScript(recordTasks);
    await page.goto(`${url}/`);
    await page.waitForFunction((count) => document.querySelectorAll("[data-tile]").length >= count, feeds);
    await delay(3_000);
    await page.evaluate(() => ((window as unknown as Recording).tasks.length = 0));
    await page.mouse.move(600, 400);
    for (let n = 0; n < 60; n++) {
      await page.mouse.wheel(0, 400);
      await delay(50);
    }
    return summary(
      `scrolling ${feeds} tiles while they change`,
      await page.evaluate(() => (window as unknown as Recording).tasks),
    );
  } finally {
    await page.close();
  }
}

function summary(what: string, tasks: readonly number[]): LongTasks {
  return { what, count: tasks.length, longest: Math.max(0, ...tasks) };
}

/** Runs in the page. */
function recordTasks() {
  const recording = window as unknown as Recording;
  recording.tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) recording.tasks.push(duration);
  }).observe({ type: "longtask" });
}
