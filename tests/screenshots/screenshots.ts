// npm run screenshots: every page and state on every screen in both themes, to look at.
import { mkdirSync, rmSync } from "node:fs";
import type { Page } from "playwright";
import { launchChromium } from "../../bench/shared/chromium.ts";
import { requireBuild } from "../../scripts/app/build.ts";
import { argument, runScript } from "../../scripts/shared/options.ts";
import { until } from "../../scripts/shared/until.ts";
import { startApp, type App } from "../../scripts/app/app.ts";
import { cookieOf, GATED, token } from "../support/gate.ts";
import { oddFeeds, post } from "./cameras.ts";
import { createPhotographer, rest, type Take } from "./photographer.ts";
import { EMPTY, listViews, OFFLINE, ONE, THOUSAND, UNREACHABLE } from "./views.ts";

const FOLDER = ".data/screenshots";
const WAIT_MS = 40_000;

async function publicWall(take: Take): Promise<void> {
  const app = await startApp({ FROZEN_AFTER_SECONDS: "60" });
  const senders: (() => void)[] = [];
  try {
    await take(app.url, EMPTY);
    senders.push(await post(app, [{ name: "Café del Mar", scene: 4, isLive: true }]));
    await seen(app, 1);
    await take(app.url, ONE);
    senders.push(await post(app, oddFeeds()));
    await seen(app, oddFeeds().length);
    await take(app.url, listViews(Date.now()));
    await take(app.url, OFFLINE);
    const loseStore = async (page: Page) => {
      const late = page.getByText("The bucket cannot be reached").first();
      // It was lost for the screen before this one.
      await app.store.start();
      await page.reload();
      await late.waitFor({ state: "hidden", timeout: WAIT_MS });
      await rest(page);
      await app.store.stop();
      await late.waitFor({ timeout: WAIT_MS });
    };
    await take(app.url, [
      { name: "wall-late", address: "/", prepare: loseStore },
      { name: "kiosk-late", address: "/wall", prepare: loseStore },
    ]);
    // A process that has never reached the store.
    await app.store.stop();
    await app.server.stop();
    await app.server.start();
    await take(app.url, UNREACHABLE);
    await app.store.start();
    const channels = Array.from({ length: 950 }, (_, n) => ({
      name: `channel ${String(n + 1).padStart(3, "0")}`,
      isCheap: true as const,
    }));
    senders.push(await post(app, channels));
    await seen(app, 1_000);
    await take(app.url, THOUSAND);
  } finally {
    for (const end of senders) end();
    await app.end();
  }
}

async function gatedWall(take: Take): Promise<void> {
  const app = await startApp(GATED);
  const senders: (() => void)[] = [];
  try {
    const link = await token({ streams: ["ZG6NWV/nothing yet"] });
    await take(app.url, [
      { name: "join", address: "/" },
      { name: "join-refused", address: "/join?refused" },
      { name: "wall-private-empty", address: `/join#${link}` },
    ]);
    const all = await token();
    senders.push(await post(app, oddFeeds()));
    await seen(app, oddFeeds().length, cookieOf(all));
    await take(app.url, [{ name: "wall-private", address: `/join#${all}` }]);
  } finally {
    for (const end of senders) end();
    await app.end();
  }
}

/** The server lists its store every two seconds. */
async function seen(app: App, tiles: number, headers = {}): Promise<void> {
  await until(`a wall of ${tiles} tiles`, WAIT_MS, async () => {
    const answer = await fetch(`${app.url}/api/feeds`, { headers });
    const wall = (await answer.json()) as { tiles: unknown[] };
    return wall.tiles.length >= tiles;
  });
}

await runScript(
  "screenshots",
  {
    only: argument("a regular expression of names (all)"),
  },
  async ({ only }) => {
    requireBuild();
    if (only === null) rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const browser = await launchChromium();
    try {
      const take = createPhotographer(browser, FOLDER, new RegExp(only ?? ""));
      await gatedWall(take);
      await publicWall(take);
      console.log(`The pictures are in ${FOLDER}`);
      return 0;
    } finally {
      await browser.close();
    }
  },
);
