import { feedsOf } from "#lib/model/feed.ts";
import { factsOfReplaced } from "#lib/model/tile.ts";
import { describeError } from "#lib/http/log.ts";
import type { FeedEvent } from "#lib/provider/event.ts";
import { streamId } from "#lib/model/stream.ts";
import { StoreError } from "#lib/store/store.ts";
import type { Keeping } from "./keep-frame.ts";
import type { Outcome } from "./outcome.ts";

/** What is not cleared now is cleared by a later event. */
const CLEARING_DEADLINE_MS = 1_000;

type Parts = Pick<Keeping, "store" | "log" | "looksAround">;

/** Keeps what a feeds hook says as facts; hooks may come in any order, because each fact stands by itself. */
export async function keepEvent(
  hook: FeedEvent,
  parts: Parts,
  now: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const { store, looksAround } = parts;
  const { stream, feed, source, time } = hook;
  await store.putFact({ stream, feed, fact: { kind: "source", source } }, signal);
  if (hook.event === "ended") {
    await store.putFact({ stream, feed, fact: { kind: "ended", time } }, signal);
    if (looksAround) await clearHistory(hook, parts, now, signal);
  }
  return { taken: "event" };
}

/** A stream that sends events and no pictures has no frames whose receivers would clear its facts. */
async function clearHistory(
  { stream, feed }: FeedEvent,
  { store, log }: Parts,
  now: number,
  given: AbortSignal,
) {
  const signal = AbortSignal.any([given, AbortSignal.timeout(CLEARING_DEADLINE_MS)]);
  try {
    const feeds = feedsOf(await store.listFacts(stream, signal));
    // This feed's own are what was just told, though it may be of long ago: a spool may still have its frames.
    const own = new Set(feeds.find((one) => one.feed === feed)?.keys);
    await store.deleteFacts(
      factsOfReplaced(feeds, now).filter((key) => !own.has(key)),
      signal,
    );
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log("facts-not-cleared", { level: "warn", stream: streamId(stream), feed, error: describeError(error) });
  }
}
