// A follower of a store in memory, with a clock of the test.
import { vi } from "vitest";
import { createFollower } from "#lib/gallery/follower.ts";
import { toState } from "#lib/model/state.ts";
import type { LogFields } from "#lib/http/log.ts";
import { MINUTE, NOON, SECOND } from "../model/entries.ts";
import { createMemoryStore } from "./memory-store.ts";

/** Call `vi.useFakeTimers` first. */
export function follow({ isIndexed = true } = {}) {
  const lines: [string, LogFields][] = [];
  const memory = createMemoryStore(Date.now);
  const log = (event: string, fields: LogFields) => void lines.push([event, fields]);
  const follower = createFollower({ store: memory.store, log, isIndexed });
  /** What one viewer sees who looks every two seconds for so long. */
  async function watch(ms: number) {
    for (let passed = 0; passed < ms; passed += 2 * SECOND) {
      await vi.advanceTimersByTimeAsync(2 * SECOND);
      await follower.current();
    }
    return follower.current();
  }
  /** The states of all tiles by name. */
  async function states() {
    const state = await follower.current();
    return Object.fromEntries(
      (state?.tiles ?? []).map((tile) => [tile.name, toState(tile, state?.asOf ?? 0)]),
    );
  }
  return Object.assign(memory, { lines, follower, watch, states });
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
export { MINUTE, NOON, SECOND };
