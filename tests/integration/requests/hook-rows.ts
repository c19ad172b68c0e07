// Hooks, and requests that HTTP forbids.
import { answer, asNext, byNode, data, problem, row, type Row } from "./row.ts";

const LINE = "POST /api/thumbnails";
const STORED = answer(200, {
  "cache-control": "no-store, no-transform",
  "content-type": "text/plain;charset=UTF-8",
});
const HEALTH = data("no-store");
const JOINED = "Node.js keeps the first of these headers for Next, and gateways join them.";
const TWICE = (twice: string) => ({ what: `${twice} twice`, hook: { twice } });

const HOOKS: readonly Row[] = [
  row(LINE, STORED, { what: "a frame", hook: {}, lambda: [200, 200] }),
  row("POST /api/thumbnails/", STORED, { what: "a frame", hook: {} }),
  row(LINE, problem(401), { what: "no signature", hook: { signature: null }, lambda: [401, 401] }),
  row(LINE, problem(401), {
    what: "a wrong signature",
    hook: { signature: `sha1=${"0".repeat(40)}` },
    lambda: [401, 401],
  }),
  row(LINE, problem(415), { what: "another type", hook: { contentType: "text/plain" }, lambda: [415, 415] }),
  row(LINE, problem(415), { what: "nothing", lambda: [415, 415] }),
  row(LINE, problem(413), { what: "12 MB", hook: { body: new Uint8Array(12_000_000) }, lambda: [413, 413] }),
  row(LINE, problem(400), { what: "no feed", hook: { feed: null }, lambda: [400, 400] }),
  row(LINE, problem(422), { what: "no picture", hook: { body: new Uint8Array(100) }, lambda: [422, 422] }),
  row(LINE, problem(415), {
    ...TWICE("content-type"),
    next: asNext(STORED),
    why: JOINED,
    lambda: [415, 415],
  }),
  row(LINE, problem(401), { ...TWICE("x-millicast-signature"), lambda: [401, 401] }),
  row(LINE, problem(400), { ...TWICE("x-millicast-feed-id"), lambda: [400, 400] }),
  row(LINE, problem(400), { ...TWICE("x-millicast-timestamp"), lambda: [400, 400] }),
  row(LINE, problem(400), {
    ...TWICE("x-millicast-stream-id"),
    next: asNext(STORED),
    why: JOINED,
    lambda: [200, 400],
  }),
];

const GET = "GET /api/health";
const PROTOCOL: readonly Row[] = [
  row(GET, byNode(400), {
    what: "two lengths",
    headers: [
      ["Content-Length", "0"],
      ["Content-Length", "0"],
    ],
  }),
  row(LINE, byNode(400), {
    what: "a length and chunks",
    headers: [
      ["Content-Length", "5"],
      ["Transfer-Encoding", "chunked"],
    ],
  }),
  row(GET, byNode(400), { what: "a space before a colon", headers: [["X ", "1"]] }),
  row(GET, byNode(431), {
    what: "20 KB of headers",
    headers: [["X", "x".repeat(20_000)]],
  }),
  row(GET, HEALTH, {
    what: "two cookies",
    headers: [
      ["Cookie", "a=b"],
      ["Cookie", "c=d"],
    ],
  }),
  row(
    GET,
    { ...HEALTH, connection: "close" },
    { what: "the end of the connection", headers: [["Connection", "close"]] },
  ),
  row(GET, { ...HEALTH, connection: "close" }, { what: "HTTP/1.0", version: "1.0" }),
  row(
    LINE,
    { ...byNode(417), connection: "keep-alive" },
    {
      what: "an unknown expectation",
      headers: [["Expect", "200-ok"]],
    },
  ),
];

export const HOOK_ROWS: readonly Row[] = [...HOOKS, ...PROTOCOL];
