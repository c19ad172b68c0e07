import path from "node:path";
import type { Browser, Page } from "playwright";

const SCREENS = [
  { name: "phone", viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true },
  { name: "laptop", viewport: { width: 1280, height: 720 } },
  { name: "wall", viewport: { width: 3840, height: 2160 } },
] as const;
const REST_MS = 4_000;
const THEMES = ["light", "dark"] as const;

export type View = {
  /** Of the files. */
  readonly name: string;
  readonly address: string;
  /** What is done before the picture is taken, and waited for. */
  readonly prepare?: (page: Page) => Promise<void>;
};

/** Takes a view on each screen in each theme. */
export class Photographer {
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #only: RegExp;
  taken = 0;

  constructor(browser: Browser, folder: string, only: RegExp) {
    this.#browser = browser;
    this.#folder = folder;
    this.#only = only;
  }

  async take(url: string, views: readonly View[]): Promise<void> {
    for (const view of views.filter(({ name }) => this.#only.test(name))) {
      for (const { name, ...screen } of SCREENS) {
        const page = await this.#browser.newPage({ ...screen, reducedMotion: "reduce" });
        try {
          await page.goto(url + view.address);
          await rest(page);
          await view.prepare?.(page);
          for (const colorScheme of THEMES) {
            await page.emulateMedia({ colorScheme });
            await picturesThere(page);
            const file = path.join(this.#folder, `${view.name}-${name}-${colorScheme}.jpg`);
            await page.screenshot({ path: file, type: "jpeg", quality: 85 });
            this.taken += 1;
          }
        } finally {
          await page.close();
        }
      }
      console.log(view.name);
    }
  }
}

/** By then the page's code has taken over. In an outage the network never rests. */
export async function rest(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: REST_MS }).catch(() => undefined);
}

/** All that has begun to load is there. */
async function picturesThere(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.images].every(({ complete, loading, offsetParent }) => {
      return complete || loading === "lazy" || offsetParent === null;
    }),
  );
}
