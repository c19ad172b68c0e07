import type { Page } from "playwright";
import { compareAddress } from "#lib/model/compare-address.ts";
import { feedAddress } from "#lib/model/routes.ts";
import { ALL } from "#lib/model/selection.ts";
import { rest, type View } from "./photographer.ts";

const STREAM = "ZG6NWV/harbour-cam";
const FINAL = "ZG6NWV/Cup final";
const LONG = "ZG6NWV/Championship Quarter-Final Second Leg, Northern Arena, court 2";
const WAIT_MS = 40_000;
const MINUTE_MS = 60_000;

const main = { source: "main", feed: null };
const left = { source: "left", feed: null };
const embed = (name: string) => `/embed?stream=${encodeURIComponent(`ZG6NWV/${name}`)}`;
const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await rest(page);
};
/** On the tile of a stream. */
const pressOn = (stream: string, key: string) => async (page: Page) => {
  const link = page.locator("[data-tile]").filter({ hasText: stream }).first().locator(".tile-link");
  await link.focus();
  await press(key)(page);
};
const click = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name }).first().click();
  await rest(page);
};

/** Pages before the first picture. */
export const EMPTY: readonly View[] = [
  { name: "wall-empty", address: "/" },
  { name: "kiosk-empty", address: "/wall" },
  { name: "not-found", address: "/nowhere" },
  { name: "stream-unknown", address: feedAddress(STREAM, ALL, null) },
  { name: "embed-unknown", address: embed("harbour-cam") },
];

export const ONE: readonly View[] = [
  { name: "wall-one", address: "/" },
  { name: "wall-no-attention", address: "/?state=attention" },
  { name: "kiosk-one", address: "/wall" },
];

/** Pages of `oddFeeds`. */
export function listViews(now: number): readonly View[] {
  const then = now - 2 * MINUTE_MS;
  return [
    { name: "wall", address: "/" },
    { name: "wall-end", address: "/", prepare: scrollToEnd },
    { name: "wall-narrow-tiles", address: "/?size=160" },
    { name: "wall-wide-tiles", address: "/?size=600" },
    { name: "wall-attention", address: "/?state=attention" },
    { name: "wall-offline", address: "/?state=offline" },
    { name: "wall-search", address: "/?q=cup" },
    { name: "wall-one-hit", address: "/?q=ridge" },
    { name: "wall-no-match", address: "/?q=nothing" },
    { name: "wall-per-stream", address: "/?group=stream" },
    { name: "wall-view", address: "/", prepare: press("v") },
    { name: "wall-keys", address: "/", prepare: press("?") },
    {
      name: "wall-history",
      address: "/",
      async prepare(page) {
        await page.keyboard.press("p");
        await page.getByRole("slider", { name: /moment/i }).waitFor({ timeout: WAIT_MS });
        for (let step = 0; step < 14; step += 1) await page.keyboard.press(".");
        await rest(page);
      },
    },
    { name: "wall-favourite", address: "/", prepare: pressOn("test-track", "f") },
    { name: "wall-hidden", address: "/", prepare: pressOn("test-track", "h") },
    { name: "wall-landscape", address: "/", size: { width: 844, height: 390 } },
    { name: "kiosk", address: "/wall" },
    { name: "kiosk-light", address: "/wall?theme=light" },
    { name: "kiosk-four", address: "/wall?q=cup" },
    {
      name: "kiosk-pointer",
      address: "/wall",
      async prepare(page) {
        await page.mouse.move(200, 200);
        await page.mouse.move(240, 220);
        await rest(page);
      },
    },
    { name: "stream", address: feedAddress(FINAL, main, null) },
    { name: "stream-past", address: feedAddress(STREAM, ALL, then) },
    { name: "stream-past-zoom", address: feedAddress(STREAM, ALL, then), prepare: press("f") },
    { name: "stream-off-air", address: feedAddress(STREAM, ALL, now - 5 * MINUTE_MS) },
    { name: "stream-share", address: feedAddress(FINAL, main, null), prepare: click("Share") },
    { name: "stream-zoom", address: feedAddress(FINAL, main, null), prepare: press("f") },
    { name: "stream-long-name", address: feedAddress(LONG, main, null) },
    { name: "stream-portrait", address: feedAddress("ZG6NWV/backstage door", ALL, null) },
    { name: "stream-wrong-time", address: `${feedAddress(STREAM, ALL, null)}&at=garbage` },
    {
      name: "compare-two",
      address: compareAddress(
        [
          { stream: FINAL, ...main },
          { stream: FINAL, ...left },
        ],
        then,
      ),
    },
    {
      name: "compare-four",
      address: compareAddress(
        [
          { stream: FINAL, ...main },
          { stream: FINAL, ...left },
          { stream: STREAM, ...ALL },
          { stream: "ZG6NWV/pier-head", ...ALL },
        ],
        null,
      ),
    },
    { name: "embed", address: embed("harbour-cam") },
    { name: "embed-sources", address: embed("Cup final") },
    { name: "embed-small", address: embed("harbour-cam"), size: { width: 200, height: 356 } },
    { name: "embed-portrait", address: embed("backstage door") },
  ];
}

/** A picture that is taken while the page scrolls has its parts in different places. */
async function scrollToEnd(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: "instant" }));
  await rest(page);
}

/** Pages whose server does not answer any more. */
export const OFFLINE: readonly View[] = [
  { name: "wall-no-server", address: "/", prepare: loseServer },
  { name: "kiosk-no-server", address: "/wall", prepare: loseServer },
  { name: "stream-no-server", address: feedAddress(FINAL, main, null), prepare: loseServer },
  { name: "embed-no-server", address: embed("harbour-cam"), prepare: loseServer },
];

async function loseServer(page: Page): Promise<void> {
  await page.route("**/api/**", (route) => route.abort());
  await page.getByText("Reconnecting…").first().waitFor({ timeout: WAIT_MS });
}

export const UNREACHABLE: readonly View[] = [
  { name: "wall-unreachable", address: "/" },
  { name: "kiosk-unreachable", address: "/wall" },
  { name: "stream-unreachable", address: feedAddress(STREAM, ALL, null) },
];

export const THOUSAND: readonly View[] = [
  { name: "wall-1000", address: "/" },
  { name: "kiosk-1000", address: "/wall" },
];
