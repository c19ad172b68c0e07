export type State = "live" | "stalled" | "offline";

/** Two and a half of the provider's 30 s: one frame may be late, two may not. */
export const LIVE_MS = 75_000;
export const STALLED_MS = 5 * 60_000;

/**
 * A feed is offline as soon as it is known to have ended; a frame made later brings it back.
 *
 * @param feed when it was last seen, ms since 1970; null for a stream of which only the name is known
 */
export function stateOf(feed: { readonly seen: number | null; readonly ended: boolean }, now: number): State {
  if (feed.seen === null || feed.ended) return "offline";
  const age = now - feed.seen;
  if (age > STALLED_MS) return "offline";
  return age > LIVE_MS ? "stalled" : "live";
}
