import { startApp } from "../../support/app.ts";
import { badCookies, cookieOf, GATED, GatedWall, token, wordsOf } from "../../support/gate.ts";
import { startSharedCache } from "../../support/shared-cache.ts";
import { expect, test } from "../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

const ADDRESSES = ["/", "/wall", "/feed?stream=ZG6NWV/backstage", "/api/feeds", "/join"];

test("a cache between us and the viewers gives nobody what was another's", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const cache = await startSharedCache(app.url);
  const good = cookieOf(await token());
  for (const address of ADDRESSES) {
    const ask = (headers: Record<string, string>) =>
      fetch(cache.url + address, { headers, redirect: "manual" });
    const first = await ask(good);
    expect(first.headers.get("cache-control"), address).toMatch(/^private, .*no-store/);
    await first.arrayBuffer();
    for (const [what, headers] of await badCookies()) {
      const answer = await ask(headers);
      expect(answer.headers.get("x-cache"), `${address} with ${what}`).toBe("MISS");
      if (address === "/api/feeds") expect(answer.status).toBe(401);
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
