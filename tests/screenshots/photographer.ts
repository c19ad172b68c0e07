import path from "node:path";
import type { Browser, Page } from "playwright";

const SCREENS = [
  { name: "phone", viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true },
  { name: "laptop", viewport: { width: 1280, height: 800 } },
  { name: "desktop", viewport: { width: 1920, height: 1080 } },
  { name: "wall", viewport: { width: 3840, height: 2160 } },
] as const;
const REST_MS = 4_000;
const LOADED_MS = 10_000;
/** Originals begin to load once a place is measured, or a moment rests. */
const QUIET_MS = 700;
const THEMES = ["light", "dark"] as const;

export type View = {
  /** Of the files. */
  readonly name: string;
  readonly address: string;
  /** Runs before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** In place of those of all screens. */
  readonly size?: { readonly width: number; readonly height: number };
};
/** Takes views of the wall at a URL. */
export type Take = (url: string, views: readonly View[]) => Promise<void>;

/** Takes views on each screen in each theme. @param only selects them by their names */
export function createPhotographer(browser: Browser, folder: string, only: RegExp): Take {
  return async (url, views) => {
    for (const view of views.filter(({ name }) => only.test(name))) {
      const screens = view.size === undefined ? SCREENS : [toScreen(view.size)];
      for (const { name, ...screen } of screens) {
        const page = await browser.newPage({ ...screen, reducedMotion: "reduce" });
        // A page shows a font that it has at once, or another one.
        await page.goto(`${url}/nowhere`);
        await page.evaluate(() => document.fonts.ready);
        await page.goto(url + view.address);
        await rest(page);
        await view.prepare?.(page);
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme });
          await picturesLoaded(page).catch(() => console.error(`${view.name}: a picture is missing`));
          const file = path.join(folder, `${view.name}-${name}-${colorScheme}.jpg`);
          await page.screenshot({ path: file, type: "jpeg", quality: 85 });
        }
        await page.close();
      }
      console.log(view.name);
    }
  };
}

/** By then the page's code has taken over. In an outage the network never rests. */
export async function rest(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: REST_MS }).catch(() => undefined);
}

/** A size between the screens is a phone's. */
function toScreen(viewport: { width: number; height: number }) {
  return { name: `${viewport.width}x${viewport.height}`, viewport, isMobile: true, hasTouch: true };
}

/** All that is in view, and all that has begun to load, is there, and nothing more begins to load. */
async function picturesLoaded(page: Page): Promise<void> {
  await page.waitForFunction(
    (quietMs) => {
      const isLoaded = [...document.images].every((image) => {
        const { complete, loading, offsetParent } = image;
        const { top, bottom } = image.getBoundingClientRect();
        return complete || offsetParent === null || (loading === "lazy" && (bottom < 0 || top > innerHeight));
      });
      const isQuiet = isLoaded && document.querySelector('[aria-busy="true"]') === null;
      const { dataset } = document.documentElement;
      if (!isQuiet) delete dataset.quietSince;
      else dataset.quietSince ??= String(performance.now());
      return isQuiet && performance.now() - Number(dataset.quietSince) > quietMs;
    },
    QUIET_MS,
    { timeout: LOADED_MS },
  );
}
