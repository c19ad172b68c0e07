import { readFileSync } from "node:fs";
import { badCookies, cookieOf, GATED, GatedWall, token, wordsOf } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

/** Every address of the build, and who may have it. One that is new fails the first test until it is told here. */
const ROUTES: Readonly<Record<string, "viewers" | "anybody">> = {
  "/page": "viewers",
  "/wall/page": "viewers",
  "/feed/page": "viewers",
  "/api/feeds/route": "viewers",
  "/api/past/route": "viewers",
  "/api/history/route": "viewers",
  "/api/faults/route": "viewers",
  "/api/coverage/route": "viewers",
  "/api/picture/route": "viewers",
  "/embed/page": "viewers",
  "/join/page": "anybody",
  "/api/join/route": "anybody",
  "/api/leave/route": "anybody",
  "/api/thumbnails/route": "anybody",
  "/api/health/route": "anybody",
  "/api/metrics/route": "anybody",
  "/icon.svg/route": "anybody",
  "/apple-icon.png/route": "anybody",
  "/manifest.webmanifest/route": "anybody",
  "/robots.txt/route": "anybody",
  "/_not-found/page": "anybody",
  "/_global-error/page": "anybody",
};
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];

const addressOf = (route: string) => route.replace(/\/(page|route)$/, "") || "/";
const QUERIES: Readonly<Record<string, string[]>> = {
  "/": ["", "?q=backstage", "?state=live"],
  "/feed": ["", "?stream=ZG6NWV/backstage", "?stream=ZG6NWV/show-1&at=2026-11-23T15:00:00Z"],
  "/api/feeds": ["", "?since=part", "?since="],
  "/api/past": [`?at=${Date.now()}`, `?at=${Date.now()}&stream=ZG6NWV/backstage`, "?at=x"],
  "/api/history": [`?at=${Date.now()}&stream=ZG6NWV/backstage`],
  "/api/faults": ["?from=0&to=3600000"],
  "/api/coverage": ["?stream=ZG6NWV/backstage&from=0&to=30000"],
  "/api/picture": ["?stream=ZG6NWV/backstage"],
  "/embed": ["?stream=ZG6NWV/backstage"],
  "/api/health": ["", "?deep"],
};
const addresses = Object.keys(ROUTES)
  .map(addressOf)
  .flatMap((path) => (QUERIES[path] ?? [""]).map((query) => path + query));

test("every address of the build is known here", () => {
  const manifest = new URL("../../../../.next/server/app-paths-manifest.json", import.meta.url);
  const built = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, string>;
  expect(Object.keys(built).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

test("what is for viewers tells those with a good link all, so that the others can be seen to get nothing", async ({
  app,
}) => {
  const wall = await GatedWall.of(app);
  const headers = cookieOf(await token());
  for (const address of [
    "/",
    "/wall",
    "/feed?stream=ZG6NWV/backstage",
    "/api/feeds",
    `/api/past?at=${Date.now()}&stream=ZG6NWV/backstage`,
    `/api/history?at=${Date.now()}&stream=ZG6NWV/backstage`,
  ]) {
    await expect
      .poll(async () => wall.leaksIn(await wordsOf(await fetch(app.url + address, { headers }))), {
        message: address,
      })
      .toEqual(expect.arrayContaining(["backstage", "X-Amz-", "previews/"]));
  }
});

test("no address tells anything to whoever has no good link, by any method", async ({ app }) => {
  test.slow();
  const wall = await GatedWall.of(app);
  const told: string[] = [];
  for (const [what, headers] of await badCookies()) {
    for (const address of addresses) {
      // What is asked for is not told: the page of a stream has its name in the title.
      const asked = decodeURIComponent(address);
      for (const method of METHODS) {
        const response = await fetch(app.url + address, { method, headers, redirect: "manual" });
        const leaks = wall.leaksIn(await wordsOf(response)).filter((word) => !asked.includes(word));
        if (leaks.length > 0) told.push(`${method} ${address} with ${what}: ${leaks.join(", ")}`);
      }
    }
  }
  expect(told).toEqual([]);
});

test("pages send whoever has no good link to the door, and data is refused, alike for each", async ({
  app,
}) => {
  const answers = new Set<string>();
  for (const [, headers] of await badCookies()) {
    for (const [route, who] of Object.entries(ROUTES)) {
      if (who === "anybody") continue;
      const response = await fetch(app.url + addressOf(route), { headers, redirect: "manual" });
      const { status } = response;
      answers.add(
        [route, status, response.headers.get("location"), response.headers.get("cache-control")].join(" "),
      );
    }
  }
  expect([...answers].toSorted()).toEqual([
    "/api/coverage/route 401  no-store, no-transform",
    "/api/faults/route 401  no-store, no-transform",
    "/api/feeds/route 401  no-store, no-transform",
    "/api/history/route 401  no-store, no-transform",
    "/api/past/route 401  no-store, no-transform",
    "/api/picture/route 401  no-store, no-transform",
    ...[
      ["/embed/page", "/join"],
      ["/feed/page", "/join?to=%2Ffeed"],
      ["/page", "/join"],
      ["/wall/page", "/join?to=%2Fwall"],
    ].map(([route, door]) => `${route} 307 ${door} private, no-cache, no-store, max-age=0, must-revalidate`),
  ]);
});

test("the webhook needs no cookie, leads nowhere else and gives nothing; a cookie is no signature", async ({
  app,
}) => {
  await GatedWall.of(app);
  const post = (headers: Record<string, string>) =>
    fetch(`${app.url}/api/thumbnails`, {
      method: "POST",
      headers: { "Content-Type": "image/jpeg", ...headers },
      body: "x",
      redirect: "manual",
    });
  for (const response of [await post({}), await post(cookieOf(await token()))]) {
    expect(response.status).toBe(401);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(response.headers.get("location")).toBeNull();
  }
});

test("a hook of more than 10 MB is refused for its size: nothing on its way has cut it", async ({ app }) => {
  const response = await fetch(`${app.url}/api/thumbnails`, {
    method: "POST",
    headers: { "Content-Type": "image/jpeg", "X-Millicast-Signature": `sha1=${"0".repeat(40)}` },
    body: Buffer.alloc(12_000_000),
  });
  expect(response.status).toBe(413);
});
