import { toState } from "#lib/model/state.ts";
import type { Clocks, Wall } from "#lib/model/wall.ts";

const { document: page } = globalThis as { document?: Document };
/** The interval of polls while a frame is due, and of a server's listings: POLL_SECONDS, which the root layout tells. */
export const POLL_MS = Number(page?.documentElement.dataset.pollMs ?? 2_000);
/** The interval while no frame is due. It limits how late a feed that starts is shown. */
const IDLE_MS = Math.min(5_000, 2.5 * POLL_MS);
/** The interval of a feed's frames at the provider. */
const FRAME_MS = 30_000;
const MAX_RETRY_MS = Math.min(20_000, 10 * POLL_MS);
/** The jitter of viewers who have the same state of the wall. */
const SPREAD_MS = 250;

/**
 * The delay until the next poll, in ms: until the next frame of a live feed is due, with jitter. On a large wall a frame
 * is always due, and the poll waits for the server's next listing. Just before it, a poll would bring nothing new, and the
 * one after would be almost four seconds late.
 */
export function nextPoll(wall: (Pick<Wall, "tiles"> & Clocks) | null): number {
  const delay = wall === null ? POLL_MS : untilDue(wall);
  if (wall === null || delay > POLL_MS) return delay * (0.95 + Math.random() / 10);
  return untilListed(wall) + Math.random() * SPREAD_MS;
}

/**
 * At least half the interval, so that answers of different servers, each with its own listings, cause no extra polls. A
 * late viewer skips a listing and polls after the next one.
 */
function untilListed({ now, asOf }: Clocks): number {
  const left = asOf + POLL_MS - now;
  // In an outage, or after a clock was set, there is no next listing.
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

/** The backoff after a failed poll. SWR's own grows to half an hour, so that recovery would take as long. */
export function retryDelay(retries: number): number {
  const delay = Math.min(MAX_RETRY_MS, POLL_MS * 2 ** Math.min(retries - 1, 10));
  return delay * (0.75 + Math.random() / 2);
}
