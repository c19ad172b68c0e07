import { feedsOf } from "#lib/model/feed.ts";
import { factsOfReplaced } from "#lib/model/tile.ts";
import { factKey, type FrameFact, type FrameId } from "#lib/store/keys.ts";
import type { Store, StoredFact } from "#lib/store/store.ts";
import type { FactMemory } from "./fact-memory.ts";

/** One frame's fact on its way into the bucket. */
export type Announcement = {
  readonly frame: FrameId;
  readonly fact: FrameFact;
  /** For the receiver of the feed's next frame. */
  readonly remark: string | null;
  readonly store: Store;
  readonly memory: FactMemory;
  /** ms since 1970 */
  readonly now: number;
};

/**
 * Puts the fact that a feed has a new frame, unless a newer one is known.
 *
 * @returns the keys of facts that it supersedes, to be cleared. They are deleted only now that the new fact is there:
 *   whoever lists the bucket at any moment, with any number of receivers at work, finds a fact, and the newest one
 *   found only ever moves forward.
 */
export async function announce(announcement: Announcement, signal: AbortSignal): Promise<string[]> {
  const { frame, fact, remark, store, memory } = announcement;
  const { key, path } = place(announcement);
  const newest = memory.newest(path);
  if (newest !== undefined && newest.time >= frame.time) return [];
  await store.putFact({ stream: frame.stream, feed: frame.feed, fact }, signal, remark);
  return olderOf(memory.advance(path, { time: frame.time, key }));
}

/**
 * Deletes superseded facts: those that `announce` returned and, for a feed that this process does not know or has not
 * looked at for a while, those that a list of its stream shows: left by other receivers, by crashes, and by feeds that
 * were replaced.
 */
export async function clearSuperseded(
  announcement: Announcement,
  { known, looksAround }: { readonly known: readonly string[]; readonly looksAround: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { store, memory, now } = announcement;
  const isStale = looksAround && memory.isStale(place(announcement).path, now);
  const found = isStale ? await lookAround(announcement, signal) : [];
  await store.deleteFacts([...new Set([...known, ...found])], signal);
}

async function lookAround(announcement: Announcement, signal: AbortSignal): Promise<string[]> {
  const { frame, store, memory, now } = announcement;
  const { path } = place(announcement);
  const facts = await store.listFacts(frame.stream, signal);
  memory.refresh(path, now);
  const isOwn = (key: string) => key.startsWith(`${path}/`);
  const ofReplaced = factsOfReplaced(feedsOf(facts), now).filter((key) => !isOwn(key));
  const ownOlder = facts.filter(({ key }) => isOwn(key)).flatMap((stored) => olderFact(memory, path, stored));
  return [...ofReplaced, ...ownOlder];
}

function olderFact(memory: FactMemory, path: string, { fact, key }: StoredFact): string[] {
  return fact.kind === "frame" ? olderOf(memory.advance(path, { time: fact.time, key })) : [];
}

function olderOf(key: string | undefined): string[] {
  return key === undefined ? [] : [key];
}

function place({ frame: { stream, feed }, fact }: Announcement): { key: string; path: string } {
  const key = factKey({ stream, feed, fact });
  return { key, path: key.slice(0, key.lastIndexOf("/")) };
}
