// The tasks of a page's main thread over 50 ms, by its CPU time: other programs do not count.
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright";
import { z } from "zod";
import { markdownTable } from "../../../scripts/docs/table.ts";
import { createGalleries, onWorld } from "../galleries.ts";
import type { BenchStore } from "../store/store.ts";

const LONG_MS = 50;
const CHANGED_FEEDS = 50;
const CHANGES = 6;
const SCROLLED_FEEDS = 1_000;
const SCROLL_STEPS = 60;

// Chromium's trace events: tdur is in µs of the thread's CPU clock.
const TRACE = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      tdur: z.number().optional(),
      args: z.object({ name: z.unknown().optional() }).optional(),
    }),
  ),
});

export async function measureLongTasks(browser: Browser, store: BenchStore, folder: string): Promise<string> {
  const [livewall] = createGalleries(store);
  const measure = (
    { feeds, live, height }: { feeds: number; live: boolean; height: number },
    work: (page: Page) => Promise<void>,
  ) =>
    onWorld(store, folder, [livewall], { feeds, history: 1, live }, async ([running]) => {
      const page = await browser.newPage({ viewport: { width: (height * 16) / 9, height } });
      await page.goto(`${running?.url ?? ""}/`);
      await page.waitForFunction((count) => document.querySelectorAll("[data-tile]").length >= count, feeds);
      await delay(3_000);
      const tasks = await traceTasks(browser, page, () => work(page));
      await page.close();
      return [tasks.filter((ms) => ms > LONG_MS).length, Math.max(...tasks).toFixed(0)].map(String);
    });
  const scrolled = await measure({ feeds: SCROLLED_FEEDS, live: true, height: 720 }, async (page) => {
    await page.mouse.move(600, 400);
    for (let n = 0; n < SCROLL_STEPS; n++) {
      await page.mouse.wheel(0, 400);
      await delay(50);
    }
  });
  const changed = await measure({ feeds: CHANGED_FEEDS, live: false, height: 1080 }, async (page) => {
    for (let n = 0; n < CHANGES; n++) {
      const changed = page.waitForResponse(async (answer) => {
        if (!answer.url().includes("/api/feeds") || answer.status() !== 200) return false;
        return (await answer.text()).includes('"changed":[{');
      });
      await store.tell({ kind: "turn" });
      await changed;
      await delay(1_500);
    }
  });
  return markdownTable(
    ["in the page", "tasks over 50 ms", "longest, ms of CPU"],
    [
      [`${SCROLLED_FEEDS} tiles are scrolled and change`, ...scrolled],
      [`${CHANGED_FEEDS} tiles change at once, ${CHANGES} times`, ...changed],
    ],
  );
}

/** @returns the CPU time of each task of the page's main thread, ms. The page must be the only one. */
async function traceTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await work();
  const { traceEvents } = TRACE.parse(JSON.parse((await browser.stopTracing()).toString()));
  const toThread = ({ pid, tid }: { pid: number; tid: number }) => `${pid}/${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(toThread),
  );
  const tasks = traceEvents.filter((event) => event.name === "RunTask" && mains.has(toThread(event)));
  if (tasks.length === 0) throw new Error("Chromium traced no task of the page.");
  return tasks.map(({ tdur = 0 }) => tdur / 1000);
}
