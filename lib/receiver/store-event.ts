import type { FeedEntry } from "#lib/model/keys.ts";
import type { FeedEvent } from "#lib/provider/event.ts";
import { isLate } from "./complete-frame.ts";
import type { FrameWriter } from "./frame-writer.ts";
import type { Outcome } from "./outcome.ts";
import { waitUntil } from "./wait.ts";

/**
 * Stores an event as an entry of the log, and the feed's source unless this process has put it. Events may come in any
 * order, because each entry stands by itself.
 *
 * @throws StoreError when either cannot be stored
 */
export async function storeEvent(
  event: FeedEvent,
  { store, warn, feeds, timeouts, isRetrying }: FrameWriter,
  signal: AbortSignal,
): Promise<Outcome> {
  const { stream, feed, source } = event;
  const entry = toEntry(event);
  // It is signed, so it holds for the feed's frames even if it cannot be stored now.
  feeds.learnSource(event, source);
  const isSourceStored = event.event === "ended" && feeds.find(event).isSourceStored;
  const [{ at, isNew }] = await Promise.all([
    store.putEntry(entry, signal),
    isSourceStored ? undefined : store.putSource(stream, feed, source, signal),
  ]);
  feeds.update(event, { isSourceStored: true });
  // A replay must not cost an object each time.
  if (!isLate(entry.at, at) || !(isNew || isRetrying)) return { accepted: "event" };
  // The live wall has read on, and finds a second entry at the time of its arrival.
  const again = store
    .putEntry({ ...entry, at }, AbortSignal.timeout(timeouts.after))
    .catch((error: unknown) => warn("note-not-stored", { stream, feed, time: entry.at }, error));
  await waitUntil(signal, again);
  return { accepted: "event", isNoted: true };
}

function toEntry(event: FeedEvent): FeedEntry {
  const { stream, feed, source, at } = event;
  return event.event === "ended"
    ? { kind: "ended", stream, feed, at, ended: event.ended }
    : { kind: "started", stream, feed, at, source };
}
