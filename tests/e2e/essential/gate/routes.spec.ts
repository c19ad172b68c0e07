import { readFileSync } from "node:fs";
import {
  type BadCookie,
  badCookies,
  cookieOf,
  GATED,
  GatedWall,
  token,
  wordsOf,
} from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

type Route = {
  /** The answer to a GET without a good link: status, location and caching. Of what is for anybody, none. */
  readonly refusal?: string;
  /** The first tells most. */
  readonly queries?: readonly string[];
};

const OF = "?stream=ZG6NWV/backstage";
const AT = `?at=${Date.now()}`;
const DATA = "401  no-store, no-transform";
const door = (place: string) => `307 ${place} no-store`;
/** Every address of the build. One that is new fails the first test until it is told here. */
const ROUTES: Readonly<Record<string, Route>> = {
  "/page": { refusal: door("/join"), queries: ["", "?q=backstage", "?state=live"] },
  "/wall/page": { refusal: door("/join?to=%2Fwall") },
  "/feed/page": {
    refusal: door(`/join?to=${encodeURIComponent("/feed?stream=ZG6NWV%2Fbackstage")}`),
    queries: [OF, "", "?stream=ZG6NWV/show-1&at=2026-11-23T15:00:00Z"],
  },
  "/embed/page": { refusal: door("/join"), queries: [OF] },
  "/compare/page": {
    refusal: door(`/join?to=${encodeURIComponent("/compare?tile=ZG6NWV%2Fbackstage")}`),
    queries: ["?tile=ZG6NWV/backstage", ""],
  },
  "/api/feeds/route": {
    refusal: DATA,
    queries: ["", "?since=part", "?since=", `${OF}&stream=ZG6NWV/show-1`],
  },
  "/api/past/route": { refusal: DATA, queries: [AT, `${AT}&stream=ZG6NWV/backstage`, "?at=x"] },
  "/api/history/route": { refusal: DATA, queries: [`${AT}&stream=ZG6NWV/backstage`] },
  "/api/live-counts/route": { refusal: DATA, queries: ["?from=0&to=3600000"] },
  "/api/faults/route": { refusal: DATA, queries: ["?from=0&to=3600000"] },
  "/api/coverage/route": { refusal: DATA, queries: [`${OF}&from=0&to=30000`] },
  "/api/picture/route": {
    refusal: DATA,
    queries: [OF, `${OF}&at=2026-11-23T15:00:00Z`, `${OF}&at=2026-11-23T15:00:00Z&as=size`],
  },
  "/api/moment/route": { refusal: DATA, queries: [OF, `${OF}&at=2026-11-23T15:00:00Z`] },
  "/join/page": {},
  "/api/join/route": {},
  "/api/leave/route": {},
  "/api/thumbnails/route": {},
  "/api/health/route": { queries: ["", "?deep"] },
  "/api/metrics/route": {},
  "/robots.txt/route": {},
  "/_not-found/page": {},
  "/_global-error/page": {},
};
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
/** Tried by every method. All others are tried by GET, and by POST with the first query. */
const BY_EVERY_METHOD = ["no cookie", "ended"];

test("knows every address of the build", () => {
  const manifest = new URL("../../../../.next/server/app-paths-manifest.json", import.meta.url);
  const built = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, string>;
  expect(Object.keys(built).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

test("no address tells anything without a good link, by any method", async ({ app }) => {
  test.slow();
  const wall = await GatedWall.of(app);
  const good = cookieOf(await token());
  // So that the others can be seen to get nothing.
  const now = `?at=${Date.now()}`;
  for (const address of [
    "/",
    "/wall",
    `/feed${OF}`,
    "/api/feeds",
    `/api/past${now}`,
    `/api/history${now}&${OF.slice(1)}`,
    `/api/moment${OF}`,
  ]) {
    const words = await wordsOf(await fetch(app.url + address, { headers: good }));
    const pictures = address.startsWith("/api/past") ? [] : ["X-Amz-", "previews/"];
    expect(wall.leaksIn(words), address).toEqual(expect.arrayContaining([wall.secret.feed, ...pictures]));
  }

  const faults: string[] = [];
  async function ask(route: string, method: string, query: string, [what, headers]: BadCookie) {
    const address = (route.replace(/\/(page|route)$/, "") || "/") + query;
    const answer = await fetch(app.url + address, { method, headers, redirect: "manual" });
    // What is asked for is not told: the page of a stream has its name in the title.
    const asked = decodeURIComponent(address);
    const leaks = wall.leaksIn(await wordsOf(answer)).filter((word) => !asked.includes(word));
    if (leaks.length > 0) faults.push(`${method} ${address} with ${what}: ${leaks.join(", ")}`);
    return answer;
  }
  async function askAll(route: string, { refusal, queries = [""] }: Route, bad: BadCookie) {
    for (const query of queries) {
      const isFirst = query === queries[0];
      const some = isFirst ? ["GET", "POST"] : ["GET"];
      for (const method of BY_EVERY_METHOD.includes(bad[0]) ? METHODS : some) {
        const { status, headers } = await ask(route, method, query, bad);
        if (refusal === undefined || !isFirst || method !== "GET") continue;
        const answer = `${status} ${headers.get("location") ?? ""} ${headers.get("cache-control") ?? ""}`;
        if (answer !== refusal) faults.push(`${route} with ${bad[0]}: ${answer}`);
      }
    }
  }
  for (const bad of await badCookies())
    await Promise.all(Object.entries(ROUTES).map(([route, what]) => askAll(route, what, bad)));
  expect(faults).toEqual([]);
});

test("the webhook takes no cookie for a signature, and leads nowhere", async ({ app }) => {
  for (const headers of [{}, cookieOf(await token())]) {
    const response = await fetch(`${app.url}/api/thumbnails`, {
      method: "POST",
      headers: { "Content-Type": "image/jpeg", ...headers },
      body: "x",
      redirect: "manual",
    });
    expect(response.status).toBe(401);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(response.headers.get("location")).toBeNull();
  }
});

test("a hook over 10 MB reaches the receiver whole, and is rejected", async ({ app }) => {
  const headers = { "Content-Type": "image/jpeg", "X-Millicast-Signature": `sha1=${"0".repeat(40)}` };
  const picture = new Blob([new Uint8Array(12_000_000)]);
  // A stream is sent without its length.
  for (const body of [picture, picture.stream()]) {
    const hook = { method: "POST", headers, body, duplex: "half" } as RequestInit;
    expect((await fetch(`${app.url}/api/thumbnails`, hook)).status).toBe(413);
  }
});

test("signing in leads to no other site", async ({ app }) => {
  const link = await token();
  const evil = "https://evil.example";
  for (const [query, fields] of [
    [`?next=${evil}`, { to: evil }],
    ["?next=//evil.example", { to: "//evil.example" }],
    ["?redirect=/\\evil.example", { to: "/\\evil.example" }],
    ["?to=javascript:alert(1)", { to: "javascript:alert(1)" }],
    ["?to=/feed", {}],
  ] as const) {
    const response = await fetch(`${app.url}/api/join${query}`, {
      method: "POST",
      body: new URLSearchParams({ link, next: evil, ...fields }),
      redirect: "manual",
    });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
  }
});

test("no token is in the log", async ({ app }) => {
  const [good, bad] = [
    await token({ link: "a-link-of-the-log" }),
    await token({ fromMs: -9e6, forMs: 1000 }),
  ];
  for (const link of [good, bad]) {
    const body = new URLSearchParams({ link });
    await fetch(`${app.url}/api/join`, { method: "POST", body, redirect: "manual" });
    await fetch(`${app.url}/?link=x`, { headers: cookieOf(link), redirect: "manual" });
  }
  const log = app.logs().join("\n");
  expect(log).toContain("a-link-of-the-log");
  expect(log).toContain("link-refused");
  expect(log).not.toMatch(/eyJ|current:/);
});
