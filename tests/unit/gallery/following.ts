// A follower of a bucket in memory, with a clock of the test.
import { afterEach, beforeEach, vi } from "vitest";
import { createFollower } from "#lib/gallery/follower.ts";
import type { LogFields } from "#lib/http/log.ts";
import { toState } from "#lib/model/state.ts";
import { NOON, SECOND, STREAM } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

/** Stops the clock at noon for each test of a file. */
export function stopClock(): void {
  beforeEach(() => void vi.useFakeTimers({ now: NOON }));
  afterEach(() => void vi.useRealTimers());
}

export function follow({ isIndexed = true } = {}) {
  const lines: [string, LogFields][] = [];
  const bucket = createMemoryBucket(Date.now);
  const log = (event: string, fields: LogFields) => void lines.push([event, fields]);
  const follower = createFollower({ store: bucket, log, isIndexed });
  /** What a viewer sees who looks every two seconds for so long. */
  async function watch(ms: number) {
    for (let passed = 0; passed < ms; passed += 2 * SECOND) {
      await pass(2 * SECOND);
      await follower.current();
    }
    return follower.current();
  }
  const tiles = async () => (await follower.current())?.tiles ?? [];
  /** The states of all tiles by name. */
  async function states() {
    const at = (await follower.current())?.asOf ?? 0;
    return Object.fromEntries((await tiles()).map((tile) => [tile.name, toState(tile, at)]));
  }
  return Object.assign(bucket, { lines, follower, watch, tiles, states });
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** A stream of that name, and its feed. */
export const named = (name: string) => ({ stream: { ...STREAM, name }, feed: `feed-${name}` });
