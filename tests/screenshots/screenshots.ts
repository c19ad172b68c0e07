// npm run screenshots: every page and state on every screen in both themes, to look at.
import { mkdirSync, rmSync } from "node:fs";
import type { Page } from "playwright";
import { launchChromium } from "../../bench/shared/chromium.ts";
import { requireBuild } from "../../scripts/app/build.ts";
import { argument, runScript } from "../../scripts/shared/options.ts";
import { until } from "../../scripts/shared/until.ts";
import { startApp, type App } from "../../scripts/app/app.ts";
import { cookieOf, GATED, token } from "../support/gate.ts";
import { fiftyFeeds, post } from "./cameras.ts";
import { createPhotographer, rest, type Take, type View } from "./photographer.ts";

const FOLDER = ".data/screenshots";
const STREAM = encodeURIComponent("ZG6NWV/harbour-cam");
const WAIT_MS = 40_000;
const MINUTE_MS = 60_000;

const EMPTY: View[] = [
  { name: "wall-empty", address: "/" },
  { name: "kiosk-empty", address: "/wall" },
  { name: "not-found", address: "/nowhere" },
  { name: "stream-unknown", address: `/feed?stream=${STREAM}` },
  { name: "embed-unknown", address: `/embed?stream=${STREAM}` },
];
const ONE: View[] = [
  { name: "wall-one", address: "/" },
  { name: "kiosk-one", address: "/wall" },
];
const MANY: View[] = [
  { name: "wall-50", address: "/" },
  { name: "wall-small", address: "/?size=small" },
  { name: "wall-large", address: "/?size=large" },
  { name: "wall-attention", address: "/?state=attention" },
  { name: "wall-no-match", address: "/?q=nobody" },
  { name: "wall-per-stream", address: "/?group=stream" },
  {
    name: "wall-keys",
    address: "/",
    prepare: (page) => page.keyboard.press("?"),
  },
  {
    name: "wall-past",
    address: "/",
    async prepare(page) {
      // Its code may not be there yet.
      await until("the past", WAIT_MS, async () => {
        await page.keyboard.press("p");
        return page.getByRole("region", { name: "Back in time" }).isVisible();
      });
      // To where something was on.
      for (let step = 0; step < 14; step += 1) await page.keyboard.press(".");
      await page.locator('[data-tile] >> nth=0 >> [data-state]:not([data-state="unknown"])').waitFor();
      await rest(page);
    },
  },
  { name: "kiosk-50", address: "/wall" },
  { name: "kiosk-four", address: "/wall?q=stage%201" },
  { name: "stream", address: `/feed?stream=${STREAM}` },
  {
    name: "stream-embed",
    address: `/feed?stream=${STREAM}`,
    prepare: (page) => page.getByText("Embed", { exact: true }).click(),
  },
  {
    name: "stream-long-name",
    address: `/feed?stream=${encodeURIComponent("ZG6NWV/a name that is so long that no tile has room for all of it, whatever its size")}`,
  },
  { name: "embed", address: `/embed?stream=${STREAM}` },
];
const THOUSAND: View[] = [
  { name: "wall-1000", address: "/" },
  { name: "kiosk-1000", address: "/wall" },
];

async function publicWall(take: Take): Promise<void> {
  const app = await startApp({ FROZEN_AFTER_SECONDS: "60" });
  try {
    await take(app.url, EMPTY);
    await post(app, [{ name: "Café del Mar, Ibiza" }]);
    await seen(app, 1);
    await take(app.url, ONE);
    await post(app, await fiftyFeeds());
    await seen(app, 51);
    await take(app.url, MANY);
    const then = new Date(Date.now() - 2 * MINUTE_MS).toISOString();
    await take(app.url, [{ name: "stream-past", address: `/feed?stream=${STREAM}&at=${then}` }]);
    const loseStore = async (page: Page) => {
      const late = page.getByText("The bucket cannot be reached");
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
    await take(app.url, [
      { name: "wall-unreachable", address: "/" },
      { name: "kiosk-unreachable", address: "/wall" },
      { name: "stream-unreachable", address: `/feed?stream=${STREAM}` },
    ]);
    await app.store.start();
    await post(
      app,
      Array.from({ length: 950 }, (_, n) => ({ name: `channel ${String(n + 1).padStart(3, "0")}` })),
    );
    await seen(app, 1_000);
    await take(app.url, THOUSAND);
  } finally {
    await app.end();
  }
}

async function gatedWall(take: Take): Promise<void> {
  const app = await startApp(GATED);
  try {
    const link = await token({ streams: ["ZG6NWV/nothing yet"] });
    await take(app.url, [
      { name: "join", address: "/" },
      { name: "join-refused", address: "/join?refused" },
      { name: "wall-private-empty", address: `/join#${link}` },
    ]);
    const all = await token();
    await post(app, await fiftyFeeds());
    await seen(app, 50, cookieOf(all));
    await take(app.url, [{ name: "wall-private", address: `/join#${all}` }]);
  } finally {
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
  { only: argument("a regular expression of names (all)") },
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
