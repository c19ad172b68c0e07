import { stateOf } from "#lib/feeds/freshness.ts";
import type { Wall } from "#lib/gallery/wall.ts";

/** Between two polls while a picture may come at any moment. */
export const POLL_MS = 2_000;
/** Between two polls while none is due: a feed that starts shows within this. */
const IDLE_MS = 5_000;
/** From one frame of a feed to its next, at the provider. */
const FRAME_MS = 30_000;
const SLOWEST_RETRY_MS = 20_000;

/**
 * How long to wait for the next poll, in ms: until the next frame of a live feed is due. On a wall of many feeds that
 * is always now; one of few feeds, or of none, costs less. It varies by a tenth, so that viewers do not march in step.
 */
export function nextPoll(wall: Pick<Wall, "tiles" | "now"> | null): number {
  return (wall === null ? POLL_MS : untilDue(wall)) * (0.95 + Math.random() / 10);
}

function untilDue({ tiles, now }: Pick<Wall, "tiles" | "now">): number {
  let soonest = IDLE_MS;
  for (const tile of tiles) {
    if (stateOf(tile, now) !== "live") continue;
    soonest = Math.min(soonest, Math.max(POLL_MS, tile.seen + FRAME_MS - now));
  }
  return soonest;
}

/** SWR's own delays grow to half an hour, and it does not poll meanwhile: an outage must not outlive itself. */
export function retryDelay(retries: number): number {
  const delay = Math.min(SLOWEST_RETRY_MS, POLL_MS * 2 ** Math.min(retries - 1, 10));
  return delay * (0.75 + Math.random() / 2);
}
