// A receiver on the store under test, and a look at what it has left there.
import { randomBytes } from "node:crypto";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { Fault } from "#lib/model/frame.ts";
import { toFeeds, type StoredEntry, type StoredFrame } from "#lib/model/feed.ts";
import { FAULTS_PREFIX, FEEDS_PREFIX, LOG_PREFIX, PREVIEWS_PREFIX } from "#lib/model/keys.ts";
import { STALLED_MS } from "#lib/model/state.ts";
import { toTiles } from "#lib/model/tile.ts";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import type { Wall } from "#lib/model/wall.ts";
import type { LogFields } from "#lib/http/log.ts";
import type { HookReport } from "#lib/observability/metrics.ts";
import { parseSecret } from "#lib/provider/signature.ts";
import { createAdmission } from "#lib/receiver/admission/admission.ts";
import { createReceiver } from "#lib/receiver/receiver.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import type { LogPage, Store } from "#lib/store/store.ts";
import { SECRET, type Thumbnail, thumbnail } from "./hook.ts";
import { storeClient, storeSettings, storeWith } from "./store-client.ts";

export { storeSettings, storeWith };

const DAY_MS = 86_400_000;

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
  /** Of the machine that the receiver runs on, ms since 1970. */
  readonly clock?: () => number;
  readonly isOverloaded?: () => boolean;
  /** In place of the store's clock. */
  readonly now?: () => number;
  /** Changes what the store does. */
  readonly through?: (store: Store) => Store;
};

/** As S3 and the answers must never show them. */
export function secretOf(text: string) {
  const secret = parseSecret(text);
  if (secret === null) throw new Error("The secret of the test is none.");
  return secret;
}

export function receiverSettings(overrides: Partial<ReceiverSettings> = {}): ReceiverSettings {
  return {
    secrets: [secretOf(SECRET)],
    streams: null,
    maxFrameBytes: 4_500_000,
    maxFramePixels: 7_680 * 4_320,
    maxBytesInFlight: 200_000_000,
    previews: true,
    index: true,
    watch: { darkBelow: 0.1, blackShare: 0.98, frozenAfterMs: 300_000, stillWithin: 2 },
    spool: null,
    ...overrides,
  };
}

/** Each has a memory of its own, as two machines have. */
export function receiver(options: ReceiverOptions = {}): Receiver {
  const { isOverloaded, now, through } = options;
  const settings = receiverSettings(options.settings);
  const opened = storeWith(options.store, options.clock && { now: options.clock });
  const timed: Store = now === undefined ? opened : { ...opened, now };
  const store = through === undefined ? timed : through(timed);
  const lines: Line[] = [];
  const reports: HookReport[] = [];
  const parts = {
    settings,
    store,
    log: (event: string, fields: LogFields) => void lines.push({ event, ...fields }),
    onHook: (report: HookReport) => void reports.push(report),
  };
  const admission = createAdmission(settings.maxBytesInFlight, settings.spool !== null);
  const { receive } = createReceiver(parts, isOverloaded ? { ...admission, isOverloaded } : admission);
  return { receive, lines, reports, store };
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

/** The keys of all that is stored of an account: first those of the log, in its order. */
export async function keysOf(account: string): Promise<string[]> {
  const prefixes = [FAULTS_PREFIX, FEEDS_PREFIX, PREVIEWS_PREFIX].map((prefix) => `${prefix}${account}/`);
  const [log, others] = await Promise.all([listKeys(LOG_PREFIX), Promise.all(prefixes.map(listKeys))]);
  return [...log.filter((key) => key.includes(`,${account},`)), ...others.flat()];
}

/** What the log says of an account: of each entry what stands behind the stream, in the order of the log. */
export async function logOf(account: string): Promise<string[]> {
  const keys = (await keysOf(account)).filter((key) => key.startsWith(LOG_PREFIX));
  return keys.map((key) => key.split(",").slice(3).join(","));
}

/** The entries of an account in the log, in its order. */
export async function entriesOf(account: string, store: Store = storeWith()): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  const until = Date.now() + DAY_MS;
  for (let after: string | null = LOG_PREFIX; after !== null;) {
    const page: LogPage = await store.listLog({ after, until }, AbortSignal.timeout(10_000));
    entries.push(...page.entries);
    after = page.next;
  }
  return entries.filter((entry) => ("frame" in entry ? entry.frame : entry).stream.account === account);
}

/** The frames that the history of a stream shows, newest first. */
export async function historyOf(account: string, name = "teststream"): Promise<readonly StoredFrame[]> {
  const stream = { account, name };
  const from = Date.now() + DAY_MS;
  return (await storeWith().listPreviews(stream, from, 1_000, AbortSignal.timeout(10_000))).frames;
}

/** What is wrong with the newest picture of each feed of an account. */
export async function faultsOf(account: string): Promise<(readonly Fault[])[]> {
  return toFeeds(await entriesOf(account)).map(({ newest }) => newest?.faults ?? []);
}

/** What the wall shows of an account when it reads all of the log: feed, source and time of each tile. */
export async function shownOf(store: Store, account: string) {
  return toShown(account, await entriesOf(account, store));
}

/** What the wall showed of an account at a past moment. */
export async function pastOf(account: string, at: number) {
  const entries = await entriesOf(account);
  return toShown(
    account,
    entries.filter(
      (entry) => entry.kind !== "note" && timeOf(entry) > at - STALLED_MS && timeOf(entry) <= at,
    ),
  );
}

function toShown(account: string, entries: readonly StoredEntry[]) {
  return toTiles(toFeeds(entries)).map(({ feed, source, id }) => ({
    id: id.slice(account.length + 1),
    feed: feed.feed,
    source,
    time: feed.newest.time,
  }));
}

function timeOf(entry: StoredEntry): number {
  return entry.kind === "frame" ? entry.frame.time : entry.at;
}

async function listKeys(Prefix: string): Promise<string[]> {
  const { client, bucket } = storeClient();
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix });
  const keys: string[] = [];
  for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key = "" }) => Key));
  return keys;
}

/** The tiles of one account, as a gallery of its own shows them. */
export function wallOf(account: string, now?: number): Promise<Wall> {
  const store = storeWith();
  return viewer(account, now === undefined ? store : { ...store, now: () => now })();
}

/** A gallery that goes on: each call is the wall of one account as it follows the log. */
export function viewer(account: string, store: Store = storeWith()): () => Promise<Wall> {
  const gallery = createGallery({ store, log: () => undefined, isIndexed: true });
  return async () => {
    const wall = await gallery.wall(EVERYTHING);
    if (wall === null) throw new Error("the store under test cannot be reached");
    return { ...wall, tiles: wall.tiles.filter(({ stream }) => stream.startsWith(`${account}/`)) };
  };
}

export async function answerOf(response: Response) {
  const { status, headers } = response;
  return { status, type: headers.get("content-type"), body: (await response.json()) as unknown };
}
