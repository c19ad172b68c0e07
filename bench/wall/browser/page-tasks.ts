import type { Browser, Page } from "playwright";
import { z } from "zod";

/** What kept a page's main thread, in tasks of over 50 ms. */
export type LongTasks = {
  /** By the clock, which other programs and the machine's host hold up as well. */
  readonly count: number;
  /** ms by the clock; 0 where there is none */
  readonly longest: number;
  /** Of the thread's own work, by its CPU time. */
  readonly worked: { readonly count: number; readonly longest: number };
};

const LONG_MS = 50;

// Chromium's trace events: times in µs, tdur by the thread's CPU clock.
const traced = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.object({ name: z.unknown().optional() }).optional(),
    }),
  ),
});

/** Does something with a page, and says what kept its main thread meanwhile. The only page of its browser that is drawn. */
export async function tasksOf(browser: Browser, page: Page, work: () => Promise<void>): Promise<LongTasks> {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await work();
  const { traceEvents } = traced.parse(JSON.parse((await browser.stopTracing()).toString()));
  const threadOf = ({ pid, tid }: { pid: number; tid: number }) => `${pid}/${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(threadOf),
  );
  const tasks = traceEvents.filter((event) => event.name === "RunTask" && mains.has(threadOf(event)));
  if (tasks.length === 0) throw new Error("Chromium traced no task of the page");
  const clock = longOnes(tasks.map(({ dur = 0 }) => dur / 1000));
  return { ...clock, worked: longOnes(tasks.map(({ tdur = 0 }) => tdur / 1000)) };
}

function longOnes(tasks: readonly number[]): { readonly count: number; readonly longest: number } {
  return {
    count: tasks.filter((ms) => ms > LONG_MS).length,
    longest: tasks.reduce((longest, ms) => Math.max(longest, ms), 0),
  };
}
