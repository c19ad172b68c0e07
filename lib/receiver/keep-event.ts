import type { FeedEvent } from "#lib/provider/event.ts";
import type { Store } from "#lib/store/store.ts";
import type { Outcome } from "./outcome.ts";

/** Keeps what a feeds hook says as facts; hooks may come in any order, because each fact stands by itself. */
export async function keepEvent(hook: FeedEvent, store: Store, signal: AbortSignal): Promise<Outcome> {
  const { stream, feed, source, time } = hook;
  await store.putFact({ stream, feed, fact: { kind: "source", source } }, signal);
  if (hook.event === "ended") await store.putFact({ stream, feed, fact: { kind: "ended", time } }, signal);
  return { taken: "event" };
}
