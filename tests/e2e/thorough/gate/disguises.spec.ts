import { request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { cookieOf, GATED, GatedWall, token } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

const PLAIN = [
  "/",
  "/wall",
  "/feed?stream=ZG6NWV/backstage",
  "/embed?stream=ZG6NWV/backstage",
  "/api/feeds",
  "/api/feeds?stream=ZG6NWV/backstage",
  "/api/picture?stream=ZG6NWV/backstage",
];
const PATHS = [
  "/.rsc",
  "/index.rsc",
  "/index",
  "/wall.rsc",
  "/feed.rsc?stream=ZG6NWV/backstage",
  "/index.segments/_tree.segment.rsc",
  "/index.segments/_full.segment.rsc",
  "/index.segments/__PAGE__.segment.rsc",
  "/wall.segments/_tree.segment.rsc",
  "/wall.segments/wall/__PAGE__.segment.rsc",
  "/?_rsc=1",
  "/wall?_rsc=1",
  "/?nxtPpath=feed&stream=ZG6NWV/backstage",
  "/?__nextLocale=en&__nextDefaultLocale=en",
  "/_next/data/x/index.json",
  "/_next/data/x/wall.json",
  "//",
  "//wall",
  "/./",
  "/x/..",
  "/%2e/",
  "/x/%2e%2e/",
  "/%2f",
  "/%2Fwall",
  "/w%61ll",
  "/WALL",
  "/Wall",
  "/wall/",
  "/wall//",
  "/wall%00",
  "/wall;a=b",
  "/wall.json",
  "/wall.html",
  "/wall.txt",
  "/API/feeds",
  "/api//feeds",
  "/api/./feeds",
  "/api/x/../feeds",
  "/api/%66eeds",
  "/api/feeds/",
  "/api/feeds.json",
  "/api/feeds?since=x&since=y",
  "/api\\feeds",
  "/_next/image?url=%2Fapi%2Ffeeds&w=640&q=75",
  "/_next/image?url=%2Ficon.svg&w=640&q=75",
  "/_next/static/../../api/feeds",
  "/_next/static/%2e%2e/%2e%2e/api/feeds",
];

const HEADERS: readonly (readonly [string, Record<string, string>])[] = [
  ["none", {}],
  ["RSC", { RSC: "1" }],
  ["a prefetch", { RSC: "1", "Next-Router-Prefetch": "1" }],
  [
    "a prefetch of a segment",
    { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" },
  ],
  ["a prefetch of what a viewer's request decides", { RSC: "1", "Next-Router-Prefetch": "2" }],
  ["the router's state", { RSC: "1", "Next-Router-State-Tree": "%5B%22%22%2C%7B%7D%5D" }],
  ["a subrequest", { "X-Middleware-Subrequest": "proxy:proxy:proxy:proxy:proxy" }],
  ["a subrequest of src", { "X-Middleware-Subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" }],
  ["data", { "X-Nextjs-Data": "1" }],
  ["a rewrite", { "X-Middleware-Rewrite": "/wall", "X-Original-URL": "/wall", "X-Rewrite-URL": "/wall" }],
  ["an invoked path", { "X-Invoke-Path": "/wall", "X-Invoke-Status": "200", "X-Matched-Path": "/wall" }],
  ["another method", { "X-HTTP-Method-Override": "GET", "X-Method-Override": "GET" }],
  [
    "a neighbour",
    { "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "localhost", "X-Real-IP": "127.0.0.1" },
  ],
  ["draft mode", { Cookie: "__prerender_bypass=1; __next_preview_data=1" }],
];

type Answer = { location: string | undefined; words: string };

/** Sends the path as it stands: fetch would tidy it up. */
function askOnce(url: string, path: string, headers: Record<string, string>): Promise<Answer> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "localhost", port, path, headers }, (response) => {
      text(response).then((body) => {
        resolve({ location: response.headers.location, words: JSON.stringify(response.headers) + body });
      }, reject);
    });
    sent.on("error", reject).end();
  });
}

/**
 * What is asked for without a page's frame is led once to an address that has a hash of its headers (`_rsc`), before
 * anything of ours is asked: the answer is there.
 */
async function ask(url: string, path: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await askOnce(url, path, headers);
  const { location = "" } = answer;
  return /[?&]_rsc\b/.test(location) ? askOnce(url, location, headers) : answer;
}

for (const [viewer, streams] of [
  ["a client without a link", null],
  ["the viewer of another stream", ["ZG6NWV/show-1"]],
] as const) {
  test(`no disguise of an address shows a stream to ${viewer}`, async ({ app }) => {
    test.slow();
    const wall = await GatedWall.of(app);
    const all = { RSC: "1", ...cookieOf(await token()) };
    // So that the others can be seen to get nothing.
    for (const path of PLAIN.filter((plain) => !plain.startsWith("/api")))
      expect(wall.leaksIn((await ask(app.url, path, all)).words), path).toContain(wall.secret.feed);

    const cookie = streams === null ? {} : cookieOf(await token({ streams: [...streams] }));
    const hidden = streams === null ? undefined : [wall.neighbour, wall.secret];
    const shown: string[] = [];
    for (const [what, headers] of HEADERS) {
      const sent = { ...headers, ...joinCookies(headers, cookie) };
      const tries = [...PLAIN, ...PATHS].map(async (path) => {
        const { words } = await ask(app.url, path, sent);
        const leaks = wall.leaksIn(words, hidden).filter((word) => !path.includes(word));
        if (leaks.length > 0) shown.push(`${path} with ${what}: ${leaks.join(", ")}`);
      });
      await Promise.all(tries);
    }
    expect(shown).toEqual([]);
  });
}

function joinCookies(...all: readonly Record<string, string>[]): Record<string, string> {
  const cookies = all.flatMap(({ Cookie }) => Cookie ?? []);
  return cookies.length === 0 ? {} : { Cookie: cookies.join("; ") };
}

test("no cache keeps the answer to a malformed request of a viewer", async ({ app }) => {
  const headers = cookieOf(await token());
  for (const address of ["past?at=noon", "history?at=noon", "coverage?from=noon", "faults?from=noon"]) {
    const answer = await fetch(`${app.url}/api/${address}`, { headers });
    expect(answer.status, address).toBe(400);
    expect(answer.headers.get("cache-control"), address).toMatch(/\bno-store\b/);
  }
});

test("Next's optimizer of pictures, which forwards no cookie, is off", async ({ app }) => {
  await GatedWall.of(app);
  const response = await fetch(`${app.url}/api/feeds`, { headers: cookieOf(await token()) });
  const { tiles } = (await response.json()) as { tiles: { picture: string }[] };
  for (const url of [tiles[0]?.picture ?? "", "/icon.svg", "/api/feeds"]) {
    const answer = await fetch(`${app.url}/_next/image?url=${encodeURIComponent(url)}&w=640&q=75`);
    expect(answer.status).toBe(404);
  }
});
