// How many requests of viewers a second Livewall answers, beside two peers: the same build under plain `next start`, and
// a bare server that answers with the same bytes from memory.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { feedAddress } from "#lib/model/routes.ts";
import { ALL } from "#lib/model/selection.ts";
import { streamId } from "#lib/model/stream.ts";
import { markdownTable } from "../../scripts/docs/table.ts";
import { askAgain, toHead } from "../../scripts/faults/attackers.ts";
import { createTally } from "../../scripts/faults/tally.ts";
import { PAGE_HEADERS } from "../../scripts/faults/viewers.ts";
import { type RunningContender, startContender } from "../shared/contender.ts";
import type { Recorded } from "./floor.ts";
import { createGalleries, type Gallery, onWorld } from "./galleries.ts";
import { toStream } from "./store/frames.ts";
import type { BenchStore } from "./store/store.ts";

const FEEDS = 200;
/** Kept alive, each with one request at a time. */
const CONNECTIONS = 20;
const WARM_UP_MS = 1_500;
/** The wall's version changes now and then, as its signatures do. Then a poll has news. */
const MAX_TRIES = 3;
/** The floor's own. */
const CONNECTION_HEADERS = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
]);
const HEADINGS = [
  ...["requests", "livewall, a second", "KB", "next start", "KB", "the same bytes from memory"],
  ...["× next start", "of the floor", "the client's core is busy, %"],
];
const NEXT_START = [
  ...["node_modules/next/dist/bin/next", "start"],
  ...["--port", "PORT", "--hostname", "127.0.0.1"],
];

type Headers = Readonly<Record<string, string>>;
type Kind = {
  readonly name: string;
  /** Of each answer. */
  readonly status: number;
  /** @param version of the wall, which the client has */
  readonly request: (version: string) => { readonly path: string; readonly headers: Headers };
};

const KINDS: readonly Kind[] = [
  page(`the wall, ${FEEDS} tiles`, "/"),
  page("a stream's page", feedAddress(streamId(toStream(0)), ALL, null)),
  {
    name: "a poll without news",
    status: 304,
    request: (version) => ({
      path: `/api/feeds?since=${version}`,
      headers: { "If-None-Match": `"${version}"`, "Accept-Encoding": "gzip" },
    }),
  },
  {
    name: "the whole wall as JSON",
    status: 200,
    request: () => ({ path: "/api/feeds", headers: { "Accept-Encoding": "gzip" } }),
  },
];

function page(name: string, path: string): Kind {
  return { name, status: 200, request: () => ({ path, headers: PAGE_HEADERS }) };
}

/** @param seconds for each server and kind of request */
export function measureRates(store: BenchStore, folder: string, seconds: number): Promise<string> {
  const [livewall] = createGalleries(store);
  const galleries = [livewall, { ...livewall, name: "next-start", program: NEXT_START }];
  const world = { feeds: FEEDS, history: 1, live: false };
  return onWorld(store, folder, galleries, world, async ([own, plain]) => {
    if (own === undefined || plain === undefined) throw new RangeError("no gallery");
    const floor = await startFloor(livewall, folder, own.url);
    const rows: string[][] = [];
    try {
      for (const kind of KINDS) {
        const [first, second, third] = [
          await measureRate(kind, own.url, seconds),
          await measureRate(kind, plain.url, seconds),
          await measureRate(kind, floor.url, seconds),
        ];
        rows.push([
          ...[kind.name, ...toCells(first), ...toCells(second), third.perSecond.toFixed(0)],
          ...[
            (first.perSecond / second.perSecond).toFixed(1),
            (first.perSecond / third.perSecond).toFixed(2),
          ],
          (first.clientShare * 100).toFixed(0),
        ]);
        console.error(rows.at(-1));
      }
    } finally {
      await floor.stop();
    }
    return markdownTable(HEADINGS, rows);
  });
}

type Rate = { readonly perSecond: number; readonly bytes: number; readonly clientShare: number };

function toCells({ perSecond, bytes }: Rate): string[] {
  return [perSecond.toFixed(0), (bytes / 1000).toFixed(1)];
}

async function measureRate({ name, status, request }: Kind, url: string, seconds: number): Promise<Rate> {
  let outcomes = "";
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const { path, headers } = request(await findVersion(url));
    const bytes = toHead("GET", path, headers);
    await askFor(url, bytes, WARM_UP_MS);
    const { tally, ms, cpuMs } = await askFor(url, bytes, seconds * 1000);
    const requests = tally.requests();
    if (tally.requests(status) === requests)
      return { perSecond: (requests / ms) * 1000, bytes: tally.bytes() / requests, clientShare: cpuMs / ms };
    outcomes = tally.describe();
  }
  // A server that refuses is fast.
  throw new Error(`${name}: ${url} answered ${outcomes}`);
}

async function askFor(url: string, request: string, forMs: number) {
  const tally = createTally();
  const target = { port: Number(new URL(url).port), tally, signal: AbortSignal.timeout(forMs) };
  const [started, before] = [performance.now(), process.cpuUsage()];
  await askAgain(target, CONNECTIONS, () => request);
  const { user, system } = process.cpuUsage(before);
  return { tally, ms: performance.now() - started, cpuMs: (user + system) / 1000 };
}

/** The version of the wall, as a server names it. */
async function findVersion(url: string): Promise<string> {
  const { headers } = await fetch(`${url}/api/feeds`);
  return /"(.*)"/.exec(headers.get("etag") ?? "")?.[1] ?? "";
}

/** Starts a server that answers what another one does, from memory. */
async function startFloor({ env }: Gallery, folder: string, url: string): Promise<RunningContender> {
  const version = await findVersion(url);
  const recorded: Record<string, Recorded> = {};
  for (const { request } of KINDS) {
    const { path, headers } = request(version);
    const [response] = (await once(get(url + path, { headers }), "response")) as [IncomingMessage];
    const kept = Object.entries(response.headers).filter(([name]) => !CONNECTION_HEADERS.has(name));
    recorded[path] = {
      status: response.statusCode ?? 0,
      headers: Object.fromEntries(kept) as Record<string, string>,
      body: (await buffer(response)).toString("base64"),
    };
  }
  const file = `${folder}/recorded.json`;
  writeFileSync(file, JSON.stringify(recorded));
  return startContender({ name: "floor", program: ["bench/wall/floor.ts", "PORT", file], env }, folder);
}
