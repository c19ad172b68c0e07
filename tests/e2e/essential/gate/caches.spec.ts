import { startApp } from "../../../../scripts/app/app.ts";
import { badCookies, cookieOf, GATED, GatedWall, token, wordsOf } from "../../../support/gate.ts";
import { startSharedCache } from "../../../support/shared-cache.ts";
import { expect, test } from "../../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

const OF = "stream=ZG6NWV/backstage";
/** One that is over. */
const HOUR = Math.floor(Date.now() / 3_600_000 - 2) * 3_600_000;
const DATA = [
  "/api/feeds",
  `/api/feeds?${OF}`,
  `/api/picture?${OF}`,
  `/api/past?at=${Date.now()}`,
  `/api/past?at=${Date.now()}&${OF}`,
  `/api/history?at=${Date.now()}&${OF}`,
  `/api/faults?from=${HOUR}&to=${HOUR + 3_600_000}`,
  `/api/coverage?${OF}&from=${HOUR}&to=${HOUR + 30_000}`,
];
const ADDRESSES = ["/", "/wall", `/feed?${OF}`, `/embed?${OF}`, "/join", ...DATA];

test("a cache between us and the viewers gives nobody what was another's", async ({ app }) => {
  test.slow();
  const wall = await GatedWall.of(app);
  const cache = await startSharedCache(app.url);
  const good = cookieOf(await token());
  // A wall that was listed just before it had this stream has no picture of it to be kept.
  const picture = () => fetch(`${app.url}/api/picture?${OF}`, { headers: good, redirect: "manual" });
  await expect.poll(async () => (await picture()).status).toBe(302);
  for (const address of ADDRESSES) {
    const ask = (headers: Record<string, string>) =>
      fetch(cache.url + address, { headers, redirect: "manual" });
    const first = await ask(good);
    expect(first.status, address).toBeLessThan(400);
    expect(first.headers.get("cache-control"), address).toMatch(/^private, .*no-store/);
    await first.arrayBuffer();
    for (const [what, headers] of await badCookies()) {
      const answer = await ask(headers);
      expect(answer.headers.get("x-cache"), `${address} with ${what}`).toBe("MISS");
      if (DATA.includes(address)) expect(answer.status, `${address} with ${what}`).toBe(401);
      const leaks = wall.leaksIn(await wordsOf(answer)).filter((word) => !address.includes(word));
      expect(leaks).toEqual([]);
    }
  }
  await cache.stop();
});

test("the same cache does keep the polls of a public wall", async () => {
  const open = await startApp({ ACCESS: "public" });
  const cache = await startSharedCache(open.url);
  await GatedWall.of(open);
  const poll = async () => (await fetch(`${cache.url}/api/feeds`)).headers.get("x-cache");
  await expect.poll(async () => [await poll(), await poll()]).toContain("HIT");
  await cache.stop();
  await open.end();
});

test("the polls of a page are answered with what another page was just told", async ({ page }) => {
  const open = await startApp({ ACCESS: "public" });
  const cache = await startSharedCache(open.url);
  await GatedWall.of(open);
  const polled = page.waitForRequest(/api\/feeds\?since=/);
  await page.goto(cache.url);
  const told = await (await polled).allHeaders();
  // Of one who has not this very state, and is told more than that.
  const headers = { ...told, "if-none-match": '"another"' };
  const url = (await polled).url();
  const another = async () => (await fetch(url, { headers })).headers.get("x-cache");
  await expect.poll(async () => [await another(), await another()]).toContain("HIT");
  await page.close();
  await cache.stop();
  await open.end();
});
