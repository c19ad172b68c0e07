// What strangers can send to a public wall without a signature, and the bound of what each of it may cost.
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { feedAddress, pictureAddress } from "#lib/model/routes.ts";
import { ALL } from "#lib/model/selection.ts";
import {
  askAgain,
  flood,
  hold,
  leaveEarly,
  type NextRequest,
  type Target,
  toHead,
  trickle,
} from "../attackers.ts";
import { HOOK_PATH, TILES } from "../crowds.ts";
import { askForMoment, openWall, PAGE_HEADERS } from "../viewers.ts";

/** What an attack may cost at most, on two cores. */
export type Bound = {
  /** CPU of the process for one request, ms. */
  readonly cpuMs: number;
  /** The largest resident memory, MB. */
  readonly megabytes: number;
  /** LISTs a minute, all viewers included. */
  readonly lists: number;
  /** KB that the process prints in a minute. */
  readonly logKb: number;
  /** The 99th percentile of the hooks of an honest provider, ms. */
  readonly hookMs: number;
};

export type Attack = {
  readonly name: string;
  /** On the wall. */
  readonly tiles: number;
  readonly bound: Bound;
  /** @param account of the streams that are on the wall */
  readonly act: (target: Target, account: string) => Promise<unknown>;
};

const BODY_BYTES = 10_000_000;
const LONG_SEARCH = 15_000;
/** Node.js takes 16 KB of headers. */
const HEADER_BYTES = [15_000, 20_000];
const DAY_MS = 86_400_000;
/** As many moments as one request may name. The LISTs that were saved up do not last long. */
const MANY_MOMENTS = "step=600&count=48";
/** A search costs more, the more tiles it looks at. */
const MANY_TILES = 1_000;

/** Answered from memory. The wall is listed thirty times a minute for all who watch it, and by each scrape. */
const CHEAP: Bound = { cpuMs: 5, megabytes: 400, lists: 120, logKb: 600, hookMs: 500 };
/** Made for the one who asks, a few at a time. */
const MADE: Bound = { ...CHEAP, cpuMs: 100 };
/** PAST_LISTS_PER_SECOND is 10: 600 a minute more. */
const PAST: Bound = { ...MADE, lists: 720 };
/** Connections that do next to nothing, so that CPU is the hooks' and no one else's. */
const STILL: Bound = { ...CHEAP, cpuMs: Infinity };
/** MAX_BYTES_IN_FLIGHT is 200 MB. */
const BODIES: Bound = { ...STILL, megabytes: 600, hookMs: 2_000 };

export const ATTACKS: readonly Attack[] = [
  attack("nothing", STILL, () => Promise.resolve()),
  attack("unsigned hooks of 250 KB, on 100 connections", { ...BODIES, cpuMs: 10 }, (target) =>
    flood(target, HOOK_PATH, 100),
  ),
  attack("hooks of 3.9 MB and then a byte at a time, on 100 connections", BODIES, (target) =>
    trickle(target, HOOK_PATH, 100),
  ),
  attack("the same posts to the wall's page, on 200 connections", STILL, (target) =>
    trickle(target, "/", 200),
  ),
  attack("posts of 10 MB to the wall's page, on 100 connections", { ...CHEAP, cpuMs: 20 }, (target) =>
    askAgain(target, 100, always(toPost("/", {}, BODY_BYTES))),
  ),
  {
    ...attack("searches for 15 KB, on 4 connections", { ...MADE, cpuMs: 200 }, (target) =>
      askAgain(target, 4, () => askFor(`/?q=${toLongSearch()}`)),
    ),
    tiles: MANY_TILES,
  },
  attack("odd methods, on 50 connections", CHEAP, (target) =>
    askAgain(
      target,
      50,
      inTurn(
        toHead("TRACE", "/"),
        toHead("OPTIONS", "*"),
        toHead("DELETE", "/wall"),
        toHead("PROPFIND", "/"),
      ),
    ),
  ),
  attack("forged Next-Action posts, on 50 connections", CHEAP, (target) =>
    askAgain(target, 50, () => toPost("/", toAction(), 100)),
  ),
  attack("the same, that break off", CHEAP, (target) =>
    leaveEarly(target, 50, { afterMs: 10, everyMs: 20 }, () => toPost("/", toAction(), 100).subarray(0, -50)),
  ),
  attack("1,000 viewers open the wall at once, again and again", CHEAP, async (target) => {
    while (!target.signal.aborted) await openWall(target, 1_000);
  }),
  attack("500 ask for a past moment each second and leave after 20 ms", PAST, (target, account) =>
    leaveEarly(target, 500, { afterMs: 20, everyMs: 1_000 }, () => askForMoment(account)),
  ),
  attack("random moments of the past, on 20 connections", PAST, (target, account) =>
    askAgain(
      target,
      20,
      inTurn(
        () => askFor(`/api/past?at=${toMoment()}`),
        () => askFor(`/api/past?stream=${account}%2Fcamera+0&at=${toMoment()}&${MANY_MOMENTS}`),
        () => askFor(`/api/history?stream=${account}%2Fcamera+0&at=${toMoment()}`),
      ),
    ),
  ),
  attack("random streams, on 20 connections", MADE, (target, account) => {
    const toName = () => `${account}/${randomUUID()}`;
    const pages = [null, Date.now() - 60_000].map((at) => () => askFor(feedAddress(toName(), ALL, at)));
    return askAgain(
      target,
      20,
      inTurn(...pages, () => askFor(pictureAddress(toName()))),
    );
  }),
  attack("requests of Next's router (RSC), on 20 connections", MADE, async (target) => {
    const { searchParams } = await findRouterAddress(target.port);
    const suffix = searchParams.get("_rsc") ?? "";
    await askAgain(target, 20, () => toHead("GET", `/?q=${randomUUID()}&_rsc=${suffix}`, { RSC: 1 }));
  }),
  attack("upgrades to WebSocket, 1,000 a second", CHEAP, (target) => {
    const headers = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": 13 };
    return leaveEarly(target, 200, { afterMs: 100, everyMs: 200 }, always(toHead("GET", "/", headers)));
  }),
  attack("headers of 15 and 20 KB, on 50 connections", CHEAP, (target) =>
    askAgain(
      target,
      50,
      inTurn(...HEADER_BYTES.map((bytes) => toHead("GET", "/", { X: "x".repeat(bytes) }))),
    ),
  ),
  attack("2,000 connections that wait", STILL, (target) =>
    Promise.all([hold(target, 1_000, ""), hold(target, 1_000, "GET / HTTP/1.1\r\nHost: ")]),
  ),
];

function attack(name: string, bound: Bound, act: Attack["act"]): Attack {
  return { name, tiles: TILES, bound, act };
}

type Request = string | Uint8Array;

const always =
  (request: Request): NextRequest =>
  () =>
    request;

function inTurn(...requests: readonly (Request | NextRequest)[]): NextRequest {
  let turn = 0;
  return () => {
    const request = requests[turn++ % requests.length] ?? "";
    return typeof request === "function" ? request() : request;
  };
}

function askFor(path: string): string {
  return toHead("GET", path, PAGE_HEADERS);
}

function toPost(path: string, headers: Readonly<Record<string, string>>, bytes: number): Buffer {
  const head = toHead("POST", path, { ...headers, "Content-Length": bytes });
  return Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, "x")]);
}

function toAction(): Record<string, string> {
  return { "Next-Action": randomBytes(21).toString("hex"), "Content-Type": "text/plain;charset=UTF-8" };
}

/** Words that each tile has. No two searches are the same. */
function toLongSearch(): string {
  return Array.from({ length: LONG_SEARCH / 2 }, () => "camer"[randomInt(5)]).join("+");
}

function toMoment(): number {
  return Date.now() - randomInt(7 * DAY_MS);
}

/** Next redirects requests of its router to an address that depends on their headers. */
async function findRouterAddress(port: number): Promise<URL> {
  const url = `http://127.0.0.1:${port}/`;
  const { headers } = await fetch(url, { headers: { RSC: "1" }, redirect: "manual" });
  return new URL(headers.get("location") ?? "/", url);
}
