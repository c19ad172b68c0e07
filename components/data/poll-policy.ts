import { toState } from "#lib/model/state.ts";
import type { Wall } from "#lib/model/wall.ts";

/** Between two polls while a picture may come at any moment, and between two polls of a server (lib/gallery). */
export const POLL_MS = 2_000;
/** Between two polls while none is due: a feed that starts shows within this. */
const IDLE_MS = 5_000;
/** From one frame of a feed to its next, at the provider. */
const FRAME_MS = 30_000;
const SLOWEST_RETRY_MS = 20_000;

/** How far apart viewers poll who have seen the same state of the wall, in ms. */
const SPREAD_MS = 250;

/**
 * How long to wait for the next poll, in ms: until the next frame of a live feed is due. On a wall of many feeds that
 * is always now; one of few feeds, or of none, costs less. It varies, so that viewers do not march in step.
 *
 * While pictures come, it is when the server may list its store again: a poll just before that brings nothing new, and
 * the next one would be almost four seconds late.
 */
export function nextPoll(wall: Pick<Wall, "tiles" | "now" | "asOf"> | null): number {
  const pause = wall === null ? POLL_MS : untilDue(wall);
  if (wall === null || pause > POLL_MS) return pause * (0.95 + Math.random() / 10);
  return untilListed(wall) + Math.random() * SPREAD_MS;
}

/**
 * Half a poll at least: where each answer comes from another server, which lists by its own clock, there are no more polls.
 * A late viewer leaves out a listing, and polls after the next one, whichever viewer brings that about.
 */
function untilListed({ now, asOf }: Pick<Wall, "now" | "asOf">): number {
  const left = asOf + POLL_MS - now;
  // An outage, or a clock that was set: there is no rhythm to follow.
  if (left < 0 || left > POLL_MS) return POLL_MS;
  return left < POLL_MS / 2 ? left + POLL_MS + 2 * SPREAD_MS : left;
}

function untilDue({ tiles, now }: Pick<Wall, "tiles" | "now">): number {
  let soonest = IDLE_MS;
  for (const tile of tiles) {
    if (tile.seen === null || toState(tile, now) !== "live") continue;
    soonest = Math.min(soonest, Math.max(POLL_MS, tile.seen + FRAME_MS - now));
  }
  return soonest;
}

/** SWR's own delays grow to half an hour, and it does not poll meanwhile: an outage must not outlive itself. */
export function retryDelay(retries: number): number {
  const delay = Math.min(SLOWEST_RETRY_MS, POLL_MS * 2 ** Math.min(retries - 1, 10));
  return delay * (0.75 + Math.random() / 2);
}
