import type { Browser } from "playwright";
import { CLOCK_HEADERS, type WallTile } from "#lib/model/wall.ts";
import { previewKey } from "#lib/model/keys.ts";
import { FRAME_MS, feedOf, frameOf, streamOf } from "../store/control.ts";

/** The browser's memory over a simulated day of a wall on which every tile changes every 30 seconds. */
export type Day = {
  readonly tiles: number;
  readonly turns: number;
  /** After garbage collection, every 144 turns. */
  readonly heapBytes: readonly number[];
  readonly nodes: readonly number[];
};

const TILES = 12;
const TURNS = 2_880;
const TURNS_BETWEEN_SAMPLES = 144;

/**
 * @param pictures the address below which the store has its previews
 * @param deadlineMs what is not done by then is left out: the day says how far it came
 */
export async function measureDay(
  browser: Browser,
  url: string,
  pictures: string,
  deadlineMs: number,
): Promise<Day> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    let time = Date.now();
    await page.clock.install({ time });
    await page.route("**/api/feeds*", (route) =>
      route.fulfill({
        headers: { [CLOCK_HEADERS.asOf]: String(time), [CLOCK_HEADERS.now]: String(time) },
        json: { version: `turn-${time}`, tiles: tilesAt(time, pictures) },
      }),
    );
    await page.goto(`${url}/`);
    const cdp = await page.context().newCDPSession(page);
    const [heapBytes, nodes]: [number[], number[]] = [[], []];
    const deadline = performance.now() + deadlineMs;
    let turns = 0;
    while (turns < TURNS && performance.now() < deadline) {
      time += FRAME_MS;
      await page.clock.fastForward(FRAME_MS);
      await page.waitForFunction(isShown, previewName(0, time), { polling: 5, timeout: 10_000 });
      turns += 1;
      if (turns % TURNS_BETWEEN_SAMPLES > 0) continue;
      await cdp.send("HeapProfiler.collectGarbage");
      heapBytes.push((await cdp.send("Runtime.getHeapUsage")).usedSize);
      nodes.push((await cdp.send("Memory.getDOMCounters")).nodes);
    }
    return { tiles: TILES, turns, heapBytes, nodes };
  } finally {
    await page.close();
  }
}

/** Runs in the page: whether a preview has been loaded. */
function isShown(name: string): boolean {
  return [...document.images].some((image) => image.src.endsWith(name) && image.complete);
}

function tilesAt(time: number, pictures: string): WallTile[] {
  return Array.from({ length: TILES }, (_, position) => {
    const { account, name } = streamOf(position);
    return {
      id: `${account}/${name}`,
      stream: `${account}/${name}`,
      name,
      source: null,
      feed: feedOf(position),
      time,
      seen: time,
      ended: false,
      faults: [],
      picture: pictures + previewName(position, time),
    };
  });
}

function previewName(position: number, time: number): string {
  return `/${previewKey(frameOf(position, time))}`;
}
