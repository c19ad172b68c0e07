// A receiver on the store under test, and a look at what it has left there.
import { randomBytes } from "node:crypto";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { feedsOf } from "#lib/model/feed.ts";
import { tilesOf } from "#lib/model/tile.ts";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import type { Wall } from "#lib/model/wall.ts";
import type { LogFields } from "#lib/http/log.ts";
import type { HookReport } from "#lib/metrics/metrics.ts";
import { parseSecret } from "#lib/provider/signature.ts";
import { createReceiver } from "#lib/receiver/receive.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import type { Spool } from "#lib/spool/spool.ts";
import { createClient } from "#lib/store/client.ts";
import { createS3Store } from "#lib/store/s3-store.ts";
import type { Store } from "#lib/store/store.ts";
import { SECRET, type Thumbnail, thumbnail } from "./hook.ts";
import { storeClient } from "./store-client.ts";

export type Line = LogFields & { readonly event: string };

export type Receiver = {
  readonly receive: (request: Request) => Promise<Response>;
  /** All that it has logged. */
  readonly lines: Line[];
  /** All that it has reported, to be counted. */
  readonly reports: HookReport[];
  readonly store: Store;
};

export type ReceiverOptions = {
  readonly settings?: Partial<ReceiverSettings>;
  readonly store?: Partial<StoreSettings>;
  readonly spool?: Spool | null;
  /** Hooks that it has in hand already. */
  readonly inHand?: { count: number };
  readonly now?: () => number;
};

/** As S3 and the answers must never show them. */
export function secretOf(text: string) {
  const secret = parseSecret(text);
  if (secret === null) throw new Error("The secret of the test is none.");
  return secret;
}

export function storeSettings(): StoreSettings {
  const env = process.env;
  return {
    bucket: env.AWS_S3_BUCKET_NAME ?? "",
    region: env.AWS_REGION ?? "",
    endpoint: env.AWS_ENDPOINT_URL_S3 ?? "",
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
    },
    checksums: "WHEN_REQUIRED",
  };
}

export function storeWith(overrides: Partial<StoreSettings> = {}): Store {
  const settings = { ...storeSettings(), ...overrides };
  return createS3Store(createClient(settings), settings.bucket);
}

export function receiverSettings(overrides: Partial<ReceiverSettings> = {}): ReceiverSettings {
  return {
    secrets: [secretOf(SECRET)],
    streams: null,
    maxFrameBytes: 4_500_000,
    maxFramePixels: 7_680 * 4_320,
    maxBytesInFlight: 200_000_000,
    previews: true,
    watch: { darkBelow: 0.1, blackShare: 0.98, frozenAfterMs: 300_000, stillWithin: 2 },
    spool: null,
    ...overrides,
  };
}

/** Each has a memory of its own, as two machines have. */
export function receiver(options: ReceiverOptions = {}): Receiver {
  const { settings, store, spool = null, inHand = { count: 0 }, now = Date.now } = options;
  const lines: Line[] = [];
  const reports: HookReport[] = [];
  const parts = {
    settings: receiverSettings(settings),
    spool,
    store: storeWith(store),
    log: (event: string, fields: LogFields) => void lines.push({ event, ...fields }),
    onHook: (report: HookReport) => void reports.push(report),
    inHand,
    now,
  };
  return { receive: createReceiver(parts), lines, reports, store: parts.store };
}

/** An account that no other test uses. */
export function newAccount(): string {
  return `T${randomBytes(8).toString("hex")}`;
}

/** A receiver, and hooks of a stream that no other test uses. */
export function scene(options: ReceiverOptions = {}) {
  const account = newAccount();
  const now = Date.now();
  const stream = `${account}/teststream`;
  const send = (overrides: Partial<Thumbnail> = {}) => thumbnail({ stream, time: now, ...overrides });
  return { account, now, stream, send, ...receiver(options) };
}

/** The keys of all that is stored of an account, sorted. */
export async function keysOf(account: string): Promise<string[]> {
  const { client, bucket } = storeClient();
  const lists = ["frames", "latest", "previews"].map((room) =>
    client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${room}/${account}/` })),
  );
  return (await Promise.all(lists)).flatMap(({ Contents = [] }) => Contents.map(({ Key = "" }) => Key));
}

/** The names of the facts of an account: feed and fact. */
export async function factsOf(account: string): Promise<string[]> {
  const keys = await keysOf(account);
  return keys.filter((key) => key.startsWith("latest/")).map((key) => key.split("/").slice(3).join("/"));
}

export async function historyOf(account: string): Promise<string[]> {
  return (await keysOf(account)).filter((key) => key.startsWith("frames/"));
}

/** What the wall shows of the stream of a scene: feed, source and time of each tile. */
export async function shownOf(store: Store, account: string) {
  const facts = await store.listFacts({ account, name: "teststream" }, AbortSignal.timeout(10_000));
  return tilesOf(feedsOf(facts)).map(({ feed, source, id }) => ({
    id: id.slice(account.length + 1),
    feed: feed.feed,
    source,
    time: feed.newest.fact.time,
  }));
}

/** The tiles of one account, as a gallery of its own shows them. */
export async function wallOf(account: string, now = Date.now()): Promise<Wall> {
  const wall = await createGallery({ store: storeWith(), log: () => undefined, now: () => now }).wall(
    EVERYTHING,
  );
  if (wall === null) throw new Error("the store under test cannot be reached");
  return { ...wall, tiles: wall.tiles.filter(({ stream }) => stream.startsWith(`${account}/`)) };
}

export async function answerOf(response: Response) {
  const { status, headers } = response;
  return { status, type: headers.get("content-type"), body: (await response.json()) as unknown };
}
