// The addresses of lib/api.ts: each by its method, HEAD and OPTIONS, and by methods that it does not have.
import {
  answer,
  asNext,
  data,
  nextError,
  nextOwn,
  nextRouter,
  problem,
  ROUTER,
  row,
  toRouter,
  type Row,
} from "./row.ts";

const POLL = "public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=200";
const PAST = "public, max-age=30, s-maxage=30, stale-while-revalidate=30, stale-if-error=60";
const ADDRESSES = [
  ["/api/health", data("no-store")],
  ["/api/health?deep", data("no-store")],
  ["/api/metrics", problem(401, { "www-authenticate": "Bearer" })],
  ["/api/feeds", data(POLL)],
  ["/api/feeds?stream=STREAM", data(POLL)],
  ["/api/feeds?stream=STREAM&stream=ZG6NWV/none", data(POLL)],
  [`/api/feeds?${"stream=STREAM&".repeat(5)}`, problem(400)],
  [
    "/api/picture?stream=STREAM",
    answer(302, { "cache-control": "public, max-age=10", location: "BUCKET", vary: "Accept-Encoding" }),
  ],
  ["/api/picture?stream=STREAM&at=2026-01-01T00:00:00Z&as=size", problem(404)],
  ["/api/picture?stream=STREAM&as=size", problem(400)],
  ["/api/picture?stream=none", problem(400)],
  ["/api/picture?stream=ZG6NWV/none", problem(404)],
  ["/api/moment?stream=STREAM", data("private, no-store")],
  ["/api/moment?stream=none", problem(400)],
  ["/api/past?at=MOMENT&stream=STREAM", data(PAST)],
  ["/api/history?at=MOMENT&stream=STREAM", data(PAST)],
  ["/api/coverage?stream=STREAM&from=HOUR-2&to=HOUR-1", data("public, max-age=600")],
  ["/api/live-counts?from=HOUR-2&to=HOUR-1", data("public, max-age=600")],
  ["/api/faults?from=HOUR-1&to=HOUR", data("public, max-age=30")],
  ["/robots.txt", data("max-age=3600", "text/plain")],
] as const;
const METRICS = data("no-store", "text/plain; version=0.0.4; charset=utf-8");
const refused = (allow: string) => problem(405, { allow });

const ITSELF = "Next answers methods without a handler itself.";
const FILE = "proxy.ts answers first: this is no address below /api.";
const TRACE = "Next cannot make a request with this method. A platform refuses it.";

export const DATA_ROWS: readonly Row[] = [
  ...ADDRESSES.flatMap(([address, program]) => [
    row(`GET ${address}`, program),
    row(`HEAD ${address}`, program),
  ]),
  ...[
    "health",
    "metrics",
    "feeds",
    "picture",
    "moment",
    "past",
    "history",
    "coverage",
    "live-counts",
    "faults",
  ].flatMap((name) => [
    row(`POST /api/${name}`, refused("GET, HEAD"), { next: nextRouter(405), why: ITSELF }),
    row(`OPTIONS /api/${name}`, refused("GET, HEAD"), {
      next: nextRouter(204, { allow: "GET, HEAD, OPTIONS" }),
      why: ITSELF,
    }),
  ]),
  ...["join", "leave"].flatMap((name) => [
    row(`GET /api/${name}`, refused("POST"), { next: nextRouter(405), why: ITSELF }),
    row(`HEAD /api/${name}`, refused("POST"), { next: nextRouter(405), why: ITSELF }),
    row(`OPTIONS /api/${name}`, refused("POST"), {
      next: nextRouter(204, { allow: "OPTIONS, POST" }),
      why: ITSELF,
    }),
  ]),
  ...["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"].map((method) =>
    row(`${method} /api/thumbnails`, refused("POST"), { lambda: [405, 405] }),
  ),
  ...["PUT", "DELETE", "PATCH"].map((method) =>
    row(`${method} /api/feeds`, refused("GET, HEAD"), { next: nextRouter(405), why: ITSELF }),
  ),
  row("PROPFIND /api/feeds", refused("GET, HEAD"), { next: nextRouter(400), why: ITSELF }),
  row("TRACE /api/feeds", refused("GET, HEAD"), {
    next: nextError({ vary: ROUTER }),
    why: TRACE,
  }),
  row("TRACE /api/thumbnails", refused("POST"), {
    next: nextError({ vary: ROUTER }),
    why: TRACE,
  }),
  row("CONNECT /api/feeds", "closed"),
  row("POST /api/join", answer(303, { "cache-control": "no-store", location: "/", vary: "Accept-Encoding" })),
  row(
    "POST /api/leave",
    answer(303, { "cache-control": "no-store", location: "/join?left", vary: "Accept-Encoding" }),
  ),
  ...["POST", "OPTIONS"].map((method) =>
    row(`${method} /robots.txt`, refused("GET, HEAD"), {
      next: nextOwn(405, { allow: "GET, HEAD", "cache-control": "no-store" }),
      why: FILE,
    }),
  ),
  row("GET /api/feeds", data(POLL), { headers: [["Range", "bytes=0-9"]], what: "a range" }),
  row("GET /api/feeds?zzz=1&since=%", data(POLL)),
  row("GET /api/metrics", METRICS, {
    what: "the token",
    headers: [["Authorization", "Bearer METRICS"]],
  }),
  row("GET /api/metrics", problem(401, { "www-authenticate": "Bearer" }), {
    what: "the token and another",
    headers: [
      ["Authorization", "Bearer METRICS"],
      ["Authorization", "Bearer x"],
    ],
    next: asNext(METRICS),
    why: "Node.js gives Next the first value only.",
  }),
  row("GET /api/feeds", data(POLL), {
    what: "RSC",
    headers: [["RSC", "1"]],
    next: toRouter(307, { location: "/api/feeds?_rsc" }),
    why: "Next takes it for a request of its router.",
  }),
];
