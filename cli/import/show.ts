import { feedsOf } from "#lib/model/feed.ts";
import { tilesOf } from "#lib/model/tile.ts";
import { inspectJpeg } from "#lib/picture/jpeg.ts";
import type { Stream } from "#lib/model/stream.ts";
import { factKey, type FeedFact, type FrameFact } from "#lib/store/keys.ts";
import type { Objects } from "#lib/store/objects.ts";
import type { Store } from "#lib/store/store.ts";
import type { Step } from "./plan.ts";

const DEADLINE_MS = 120_000;

/**
 * Puts streams that the wall does not know yet on it, offline, with their last picture. Streams that it knows have
 * newer pictures than any that are brought in.
 *
 * @returns how many tiles came onto the wall
 */
export async function showOnWall(
  steps: readonly Step[],
  { source, store }: { readonly source: Pick<Objects, "read">; readonly store: Store },
): Promise<number> {
  let shown = 0;
  const ofStreams = Map.groupBy(steps, ({ frame: { stream } }) => `${stream.account}/${stream.name}`);
  for (const ofStream of ofStreams.values()) {
    const [first] = ofStream;
    if (first === undefined || !(await isUnknown(first.frame.stream, store))) continue;
    for (const step of lastOfTiles(ofStream)) {
      await putFacts(step, await source.read(step.from.key), store);
      shown += 1;
    }
  }
  return shown;
}

async function isUnknown(stream: Stream, store: Store): Promise<boolean> {
  const facts = await store.listFacts(stream, AbortSignal.timeout(DEADLINE_MS));
  // That a feed ended shows nothing by itself, and may be what a run that was broken off here has left.
  return !facts.some(({ fact }) => fact.kind === "frame");
}

/** The last picture of each feed of a stream that no later feed replaced, as the wall would tell them apart. */
function lastOfTiles(ofStream: readonly Step[]): Step[] {
  const newest = new Map<string, Step>();
  for (const step of ofStream) {
    const known = newest.get(step.frame.feed);
    if (known === undefined || known.frame.time < step.frame.time) newest.set(step.frame.feed, step);
  }
  const facts = [...newest.values()].map(({ frame: { stream, feed, time } }) => {
    // The size is not known yet, and tells nothing of which feed replaced which.
    const fact = { stream, feed, fact: { kind: "frame", time, width: 1, height: 1, flags: [] } as const };
    return { ...fact, key: factKey(fact), arrived: time };
  });
  return tilesOf(feedsOf(facts)).flatMap(({ feed }) => newest.get(feed.feed) ?? []);
}

async function putFacts({ frame }: Step, jpeg: Uint8Array, store: Store): Promise<void> {
  const size = inspectJpeg(jpeg);
  if (size === null) return;
  const { stream, feed, time } = frame;
  const fact: FrameFact = { kind: "frame", time, ...size, flags: [] };
  // First: the frame arrives now, and would be taken for a live one.
  const facts: FeedFact[] = [
    { stream, feed, fact: { kind: "ended", time } },
    { stream, feed, fact },
  ];
  for (const each of facts) await store.putFact(each, AbortSignal.timeout(DEADLINE_MS));
}
