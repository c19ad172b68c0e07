// Everything that a store shows to viewers.
import { EVERYTHING } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import { getTime, type StoredEntry, type StoredFrame, toFeeds } from "#lib/model/feed.ts";
import { LOG_PREFIX } from "#lib/model/keys.ts";
import { STALLED_MS } from "#lib/model/state.ts";
import { toTiles } from "#lib/model/tile.ts";
import type { Wall } from "#lib/model/wall.ts";
import type { LogPage, Store } from "#lib/store/store.ts";

const DAY_MS = 86_400_000;

/** The entries of an account in the log, in its order. */
export async function listEntries(store: Store, account: string): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  const until = Date.now() + DAY_MS;
  for (let after: string | null = LOG_PREFIX; after !== null;) {
    const page: LogPage = await store.listLog({ after, until }, AbortSignal.timeout(10_000));
    entries.push(...page.entries);
    after = page.next;
  }
  return entries.filter((entry) => ("frame" in entry ? entry.frame : entry).stream.account === account);
}

export async function listNotes(store: Store, account: string) {
  return (await listEntries(store, account)).flatMap((entry) => (entry.kind === "note" ? [entry] : []));
}

/** The frames that the history of a stream shows, newest first. */
export async function listHistory(
  store: Store,
  account: string,
  name = "teststream",
): Promise<readonly StoredFrame[]> {
  const from = Date.now() + DAY_MS;
  return (await store.listPreviews({ account, name }, from, 1_000, AbortSignal.timeout(10_000))).frames;
}

/** The wall of an account when all of the log is read: feed, source and time of each tile. */
export async function shownOf(store: Store, account: string) {
  return toShown(account, await listEntries(store, account));
}

/** The wall of an account at a past moment. */
export async function findPast(store: Store, account: string, at: number) {
  const entries = await listEntries(store, account);
  const isSeen = (time: number) => time > at - STALLED_MS && time <= at;
  return toShown(
    account,
    entries.filter((entry) => entry.kind !== "note" && isSeen(getTime(entry))),
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

/** A gallery that goes on: each call is the wall of one account as it follows the log. */
export function viewerOf(store: Store, account: string): () => Promise<Wall> {
  const gallery = createGallery({ store, log: () => undefined, isIndexed: true });
  return async () => {
    const wall = await gallery.wall(EVERYTHING);
    if (wall === null) throw new Error("the store under test cannot be reached");
    return { ...wall, tiles: wall.tiles.filter(({ stream }) => stream.startsWith(`${account}/`)) };
  };
}

/** A viewer that has looked before. Each call is a poll two seconds later. */
export async function watch(store: Store, account: string) {
  let ahead = 0;
  const look = viewerOf({ ...store, now: () => store.now() + ahead }, account);
  await look();
  return async () => {
    ahead += 2_001;
    return (await look()).tiles;
  };
}
