import { describeError, type Log } from "#lib/http/log.ts";
import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";
import { createCatchUp } from "./catch-up.ts";
import { createGaps } from "./gaps.ts";
import { createKnownStreams } from "./known-streams.ts";
import { createLogReader, type Reading } from "./log-reader.ts";
import { createLookBack } from "./look-back.ts";
import { createOffline } from "./offline.ts";
import type { PictureSettings, UnsignedTile } from "./tiles.ts";

/** All tiles at one moment, in the wall's order. */
export type WallState = {
  readonly tiles: readonly UnsignedTile[];
  /** When the store was read, by its own clock, ms since 1970. */
  readonly asOf: number;
};

export type FollowerParts = {
  readonly store: Pick<Store, "now" | "confirmClock" | "listLog" | "listPreviews" | "listStreams">;
  readonly log: Log;
  /** Whether offline streams have a history, and so stay on the wall. */
  readonly isIndexed: boolean;
  /** How old a state may be that viewers get. */
  readonly pollMs?: number;
  readonly pictures?: PictureSettings;
};

export type Follower = ReturnType<typeof createFollower>;

const AFTER_FAILURE_MS = 1_000;
/** The wait for news while there is an older state to show. */
const PATIENCE_MS = 1_000;
/** Frames may be this much ahead of the store's clock. */
const AHEAD_MS = 10_000;
/** After a longer pause without viewers, there is much to read. */
const PAUSE_MS = 10_000;
const PICTURES: PictureSettings = { originals: true, frozenAfterMs: 300_000 };
const READING = {
  cold: { sequentialPages: 0, concurrency: 32 },
  afterPause: { sequentialPages: 6, concurrency: 32 },
  // Feeds that send at once fill pages that say nothing of the rest.
  poll: { sequentialPages: Infinity, concurrency: 1 },
} as const satisfies Record<string, Reading>;

/** Follows the log while viewers look. */
export function createFollower(parts: FollowerParts) {
  const { store, log, isIndexed, pollMs = 2_000, pictures = PICTURES } = parts;
  const gaps = createGaps();
  const streams = createKnownStreams(gaps, isIndexed, pictures);
  const reader = createLogReader(store, streams.add);
  const catchUp = createCatchUp(reader, streams);
  const offline = createOffline({ store, streams, log });
  const lookBack = createLookBack();
  let last: WallState | null = null;
  let polling: Promise<WallState | null> | null = null;
  let failedAt = -Infinity;
  let isCatchingUp = false;

  async function poll(): Promise<WallState | null> {
    // The first viewer waits only for the live feeds.
    if (last !== null && failedAt < last.asOf) advance();
    await store.confirmClock();
    const now = store.now();
    try {
      await read(now);
      if (gaps.succeed(now)) streams.renew();
      last = { tiles: streams.update(now), asOf: now };
    } catch (error) {
      failedAt = store.now();
      gaps.fail(now, failedAt);
      log("poll-failed", { level: "error", error: describeError(error), lastGood: last?.asOf });
    } finally {
      polling = null;
    }
    return last;
  }

  async function read(now: number): Promise<void> {
    // A clock that was set back says nothing of what was read before.
    const since = last === null || now < last.asOf - AHEAD_MS ? null : lookBack.from(last.asOf, now);
    const newest = now - LIVE_MS;
    const from = Math.max(newest, since ?? newest);
    const count = await reader.read({ from, to: now, until: now + AHEAD_MS }, readingAt(now));
    lookBack.learn(count, now - from);
    if (from > newest) return;
    catchUp.leave(since, from);
    if (since === null || now - since > STALLED_MS) offline.renew();
  }

  function readingAt(now: number): Reading {
    if (last === null) return READING.cold;
    // The log of an outage may be empty, whatever was before it.
    const isAfterFailure = failedAt > last.asOf;
    return isAfterFailure || now - last.asOf <= PAUSE_MS ? READING.poll : READING.afterPause;
  }

  /** Does in the background what no viewer waits for. */
  function advance(): void {
    if (catchUp.isDue()) void runCatchUp();
    else if (isIndexed) offline.advance();
  }

  async function runCatchUp(): Promise<void> {
    if (isCatchingUp) return;
    isCatchingUp = true;
    try {
      await catchUp.run();
    } catch (error) {
      log("catch-up-failed", { level: "error", error: describeError(error) });
    } finally {
      isCatchingUp = false;
    }
  }

  /** The state now; null if the store was never reached. Polls the store if the last state is `pollMs` old. */
  async function current(): Promise<WallState | null> {
    // A clock that was set back makes an age negative: that is not fresh.
    const isWithin = (ms: number, since: number) => store.now() >= since && store.now() - since < ms;
    const isFresh = last !== null && isWithin(pollMs, last.asOf);
    if (isFresh || isWithin(AFTER_FAILURE_MS, failedAt)) return last;
    polling ??= poll();
    return last === null ? polling : Promise.race([polling, lastAfter(PATIENCE_MS)]);
  }

  function lastAfter(ms: number): Promise<WallState | null> {
    return new Promise((resolve) => setTimeout(() => resolve(last), ms).unref());
  }

  return {
    current,
    /** The tiles of one stream in the last state. */
    listTiles: streams.listTiles,
    /** Looks these streams up first if they are offline. */
    prefer: offline.prefer,
    /** Whether there is such a stream; null while the names are still being listed. */
    isKnown: async (stream: Stream): Promise<boolean | null> => {
      const state = await current();
      if (streams.has(streamId(stream))) return true;
      return state !== null && (offline.isComplete() || (!isIndexed && !catchUp.isDue())) ? false : null;
    },
  };
}
