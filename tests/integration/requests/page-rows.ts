// Pages, by clients and by Next's router.
import {
  HTML,
  nextError,
  nextOwn,
  ownPage,
  page,
  problem,
  routerRedirect,
  row,
  toRouter,
  type Row,
} from "./row.ts";

const REFUSED = problem(405, { allow: "GET, HEAD" });
const PROXY = "proxy.ts answers without a body.";
const TRACE = "Next cannot make a request with this method. A platform refuses it.";
const RSC =
  "Next's own server compresses nothing, and next.config.js gives its router's answers their headers.";

const PAGES: readonly Row[] = [
  ...["/", "/wall", "/feed?stream=STREAM", "/embed?stream=STREAM"].flatMap((address) => [
    row(`GET ${address}`, page()),
    row(`HEAD ${address}`, page()),
  ]),
  ...["/wall/", "/wall?zzz=1&q=a", "/?%", "/?state=live&_rsc=x"].map((address) =>
    row(`GET ${address}`, page()),
  ),
  row("GET /feed", ownPage(404)),
  row("GET /join", ownPage(307, { location: "/" })),
  row("GET /nowhere", ownPage(404)),
  ...["br", "gzip"].map((encoding) =>
    row("GET /wall", page({ "content-encoding": encoding }), {
      what: encoding,
      headers: [["Accept-Encoding", encoding]],
    }),
  ),
  ...["zstd", "br;q=0, gzip;q=0"].map((encoding) =>
    row("GET /wall", page(), { what: encoding, headers: [["Accept-Encoding", encoding]] }),
  ),
  ...(
    [
      ["Range", "bytes=0-9"],
      ["If-None-Match", "*"],
      ["Next-Action", "abc"],
      ["X-Forwarded-Host", "evil.example"],
      ["X-Forwarded-Proto", "https"],
    ] as const
  ).map((header) => row("GET /wall", page(), { what: header.join(": "), headers: [header] })),
  ...["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"].map((method) =>
    row(`${method} /wall`, REFUSED, {
      next: nextOwn(405, { allow: "GET, HEAD", "cache-control": "no-store" }),
      why: PROXY,
    }),
  ),
  row("TRACE /wall", REFUSED, { next: nextError(), why: TRACE }),
  row("CONNECT /wall", "closed"),
];

const ROUTER_REQUESTS: readonly Row[] = [
  ...["/wall", "/wall?_rsc=x", "/join"].flatMap((address) => {
    const location = address.replace("=x", "").replace(/^\/\w+$/, "$&?_rsc");
    const more = { headers: [["RSC", "1"]], next: toRouter(307, { location }), why: RSC } as const;
    return [
      row(`GET ${address}`, routerRedirect(location), { ...more, what: "RSC" }),
      row(`HEAD ${address}`, routerRedirect(location), { ...more, what: "RSC" }),
    ];
  }),
  row("GET /wall?_rsc", ownPage(200, { "content-type": "text/x-component" }), {
    what: "RSC",
    headers: [["RSC", "1"]],
    next: toRouter(200, { "content-type": "text/x-component" }),
    why: RSC,
  }),
  row("GET /nowhere", ownPage(404, { "content-type": "text/x-component" }), {
    what: "RSC",
    headers: [["RSC", "1"]],
  }),
  row("GET /wall.rsc", ownPage(404, { "content-type": "text/x-component" })),
  row("GET /wall", ownPage(200), {
    what: "RSC: 0",
    headers: [["RSC", "0"]],
    next: toRouter(200, { "content-type": HTML }),
    why: RSC,
  }),
];

export const PAGE_ROWS: readonly Row[] = [...PAGES, ...ROUTER_REQUESTS];
