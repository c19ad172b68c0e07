// Addresses that are none, in all their spellings, and files.
import {
  answer,
  byNode,
  NEXT_NO_STORE,
  nextError,
  nextOwn,
  nextPage,
  ownPage,
  page,
  problem,
  row,
  type Row,
} from "./row.ts";

const NO_ADDRESS = problem(404);
const PAGE = "Next shows its page of errors for what no route has.";
const SLASHES =
  "Next redirects to the same site, with one slash for each. A platform's proxy may do so first.";
const ABSOLUTE = "Next redirects an absolute target to itself. A platform's proxy sends it none.";
const TARGET = "Next answers so to a target that is no path. A platform's proxy sends it none.";
const DOTS = "Next resolves dots, for its routes and for proxy.ts alike.";
const CDN = "The platform's CDN sends the files, compressed as it sees fit.";
const UPGRADE = "Next's server waits, or closes the connection. A platform refuses upgrades.";
const UPGRADES = [
  ["Connection", "Upgrade"],
  ["Upgrade", "websocket"],
  ["Sec-WebSocket-Version", "13"],
] as const;

export const ADDRESS_ROWS: readonly Row[] = [
  ...[
    "/%61pi/health",
    "/w%61ll",
    "/api%2Fhealth",
    "/API/health",
    "/WALL",
    "/%",
    "/%00",
    "/wall;x=1",
    "/_error",
    "/404",
    "/index",
  ].map((address) => row(`GET ${address}`, ownPage(404))),
  ...[
    "/api",
    "/api/nowhere",
    "/_next/nowhere",
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/data/x/index.json",
  ].map((address) => row(`GET ${address}`, NO_ADDRESS, { next: nextPage(404), why: PAGE })),
  ...(
    [
      ["//", "/"],
      ["//evil.example/", "/evil.example/"],
      ["/wall//", "/wall/"],
      ["//api/health", "/api/health"],
      ["/\\evil.example", "/evil.example"],
      ["/api\\health", "/api/health"],
    ] as const
  ).map(([address, location]) =>
    row(`GET ${address}`, NO_ADDRESS, { next: nextOwn(308, { location }), why: SLASHES }),
  ),
  row("GET http://other.example//evil.example/", NO_ADDRESS, {
    next: nextOwn(308, { location: "http://other.example/evil.example/" }),
    why: SLASHES,
  }),
  row("GET http://other.example/wall", page(), {
    next: nextOwn(308, { location: "http://other.example/wall" }),
    why: ABSOLUTE,
  }),
  row("GET ftp://other.example/", NO_ADDRESS, {
    next: nextOwn(308, { location: "ftp://other.example/" }),
    why: ABSOLUTE,
  }),
  ...["GET *", "OPTIONS *"].map((line) => row(line, NO_ADDRESS, { next: nextError(), why: TARGET })),
  ...["GET api/health", "GET example.com:443"].map((line) => row(line, byNode(400))),
  row("GET /wall/../nowhere", NO_ADDRESS, { next: nextPage(404), why: DOTS }),
  row("GET /api/%2e%2e/wall", NO_ADDRESS, { next: nextPage(200), why: DOTS }),
  ...["/wall", "/api/feeds"].map((address) =>
    row(
      `GET ${address}`,
      { ...byNode(400), hasLength: true },
      { what: "an upgrade", headers: UPGRADES, next: "closed", why: UPGRADE },
    ),
  ),
  row(
    "GET /_next/webpack-hmr",
    { ...byNode(400), hasLength: true },
    { what: "an upgrade", headers: UPGRADES, next: null, why: UPGRADE },
  ),
];

const file = (headers: Parameters<typeof answer>[1] = {}, status = 200) =>
  answer(status, {
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": "text/javascript",
    vary: "Accept-Encoding",
    ...headers,
  });
const plainFile = nextOwn(200, {
  "cache-control": "public, max-age=31536000, immutable",
  "content-type": "application/javascript; charset=UTF-8",
});

export const FILE_ROWS: readonly Row[] = [
  ...["GET FILE", "HEAD FILE", "GET FILE?x=1"].map((line) =>
    row(line, file(), { next: plainFile, why: CDN }),
  ),
  ...["br", "gzip"].map((encoding) =>
    row("GET FILE", file({ "content-encoding": encoding }), {
      what: encoding,
      headers: [["Accept-Encoding", encoding]],
      next: plainFile,
      why: CDN,
    }),
  ),
  row("GET FILE", file(), {
    what: "a range",
    headers: [["Range", "bytes=0-9"]],
    next: { ...plainFile, status: 206, "content-range": "bytes 0-9/SIZE" },
    why: CDN,
  }),
  row("GET FILE", file(), {
    what: "a range that is none",
    headers: [["Range", "bytes=100-50"]],
    next: { ...plainFile, status: 500, "cache-control": NEXT_NO_STORE, "content-range": "bytes */SIZE" },
    why: CDN,
  }),
  row("GET /_next/static/nowhere.js", NO_ADDRESS, {
    next: nextOwn(404, {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": NEXT_NO_STORE,
    }),
    why: PAGE,
  }),
  ...["POST", "TRACE"].map((method) =>
    row(`${method} FILE`, NO_ADDRESS, {
      next: nextError({ "cache-control": NEXT_NO_STORE, allow: "GET, HEAD" }),
      why: "Next's server answers so. A platform's CDN sends the files.",
    }),
  ),
  row(
    "GET /icon.svg",
    answer(200, {
      "cache-control": "public, max-age=3600",
      "content-type": "image/svg+xml",
      vary: "Accept-Encoding",
    }),
    {
      next: nextOwn(200, { "cache-control": "public, max-age=0", "content-type": "image/svg+xml" }),
      why: CDN,
    },
  ),
];
