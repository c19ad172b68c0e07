import { feedsOf } from "#lib/feeds/feed.ts";
import { factsOfReplaced } from "#lib/feeds/tile.ts";
import { factKey, type FrameFact, type FrameId } from "#lib/store/keys.ts";
import type { Store, StoredFact } from "#lib/store/store.ts";
import type { FactMemory } from "./fact-memory.ts";

/**
 * Puts the fact that a feed has a new frame, and clears away the facts that it supersedes.
 *
 * The new fact is put before old ones are deleted, and only older ones are: whoever lists the bucket at any moment,
 * with any number of receivers at work, finds a fact, and the newest one found only ever moves forward.
 */
export async function announce(
  store: Store,
  memory: FactMemory,
  { stream, feed, time }: FrameId,
  fact: FrameFact,
  now: number,
  signal: AbortSignal,
): Promise<void> {
  const key = factKey({ stream, feed, fact });
  const path = key.slice(0, key.lastIndexOf("/"));
  const superseded = memory.isStale(path, now) ? await lookAround() : [];
  const newest = memory.newest(path);
  if (newest === undefined || newest.time < time) {
    await store.putFact({ stream, feed, fact }, signal);
    const older = memory.advance(path, { time, key });
    if (older !== undefined) superseded.push(older);
  }
  await store.deleteFacts([...new Set(superseded)], signal);

  async function lookAround(): Promise<string[]> {
    const facts = await store.listFacts(stream, signal);
    memory.refresh(path, now);
    const others = facts.filter((stored) => stored.feed !== feed);
    const superseded = factsOfReplaced(feedsOf(facts)).filter((key) =>
      others.some((other) => other.key === key),
    );
    for (const stored of facts) {
      const time = frameTime(stored);
      if (time === null || stored.feed !== feed) continue;
      const older = memory.advance(path, { time, key: stored.key });
      if (older !== undefined) superseded.push(older);
    }
    return superseded;
  }
}

function frameTime({ fact }: StoredFact): number | null {
  return fact.kind === "frame" ? fact.time : null;
}
