import type { Frame } from "#lib/model/frame.ts";
import type { Store } from "#lib/store/store.ts";
import type { FeedMemory } from "./feed-memory.ts";

/** The live wall lists the log from 10 s before its last poll, and stops 10 s ahead of it. */
const MAX_BEHIND_MS = 8_000;
const MAX_AHEAD_MS = 10_000;

/**
 * Whether the live wall would pass over an entry of the log.
 *
 * @param time the one in its key, ms since 1970
 * @param storedAt when the store had it, by its own clock, ms since 1970
 */
export function isLate(time: number, storedAt: number): boolean {
  return storedAt - time > MAX_BEHIND_MS || time - storedAt > MAX_AHEAD_MS;
}

/** Whether a frame needs a late note: not where this process has stored a newer one of its feed, or has put its note. */
export function needsNote(frame: Frame, storedAt: number, feeds: FeedMemory): boolean {
  const { stored, noted } = feeds.find(frame);
  return isLate(frame.time, storedAt) && (stored?.time ?? 0) <= frame.time && noted !== frame.time;
}

/** Puts the late note of a frame. @throws StoreError */
export async function putNote(
  frame: Frame,
  at: number,
  { store, feeds }: { readonly store: Store; readonly feeds: FeedMemory },
  signal: AbortSignal,
): Promise<void> {
  await store.putEntry({ kind: "note", at, frame }, signal);
  feeds.update(frame, { noted: frame.time });
}
