import { chromium, type Page } from "@playwright/test";
import { requireChromium } from "../test/chromium.ts";

/** A part of a page that is loaded on use. */
export type Part = {
  readonly name: string;
  /** The address of its page. */
  readonly page: string;
  /** Uses it, and waits until it is there. */
  readonly open: (page: Page) => Promise<void>;
};

export type Loaded = {
  /** Scripts that a page loads by itself, and what a part adds to them. */
  page(address: string): Promise<readonly Buffer[]>;
  part(part: Part): Promise<readonly Buffer[]>;
  end(): Promise<void>;
};

/** Starts a browser that tells which scripts pages load. @param url of the app */
export async function startLoading(url: string): Promise<Loaded> {
  const executablePath = await requireChromium();
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    args: isRoot ? ["--no-sandbox"] : [],
    ...(executablePath === undefined ? {} : { executablePath }),
  });

  async function load(address: string, use?: Part["open"]): Promise<readonly Buffer[]> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    const scripts = new Map<string, Promise<Buffer>>();
    page.on("response", (response) => {
      const { origin, pathname } = new URL(response.url());
      if (url.startsWith(origin) && pathname.endsWith(".js")) scripts.set(pathname, response.body());
    });
    await page.goto(new URL(address, url).href, { waitUntil: "networkidle" });
    const own = new Set(scripts.keys());
    if (use !== undefined) {
      await use(page);
      await page.waitForLoadState("networkidle");
    }
    const wanted = [...scripts].filter(([path]) => use === undefined || !own.has(path));
    const bodies = await Promise.all(wanted.map(([, body]) => body));
    await page.close();
    return bodies;
  }

  return {
    page: (address) => load(address),
    part: ({ page, open }) => load(page, open),
    end: () => browser.close(),
  };
}
