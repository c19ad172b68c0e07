import { supersedes, type StoredFrame } from "#lib/model/feed.ts";
import type { Fault, Frame } from "#lib/model/frame.ts";
import { findFrozen } from "#lib/model/frozen.ts";

/**
 * The frames of one stream that count, newest first: one of each feed and time. A frame without a source gets that of other
 * frames of its feed.
 */
export function selectCounted(frames: Iterable<StoredFrame>): StoredFrame[] {
  const counted = new Map<string, StoredFrame>();
  const sources = new Map<string, string>();
  for (const frame of frames) {
    const { feed, time, source } = frame;
    const name = `${time} ${feed}`;
    if (supersedes(frame, counted.get(name) ?? null)) counted.set(name, frame);
    // The greater of two counts, as on the wall.
    const known = sources.get(feed);
    if (source !== null && (known === undefined || source > known)) sources.set(feed, source);
  }
  return [...counted.values()]
    .map((frame) => withKnown(frame, { source: frame.source ?? sources.get(frame.feed) ?? null }))
    .sort((a, b) => b.time - a.time);
}

/** The frames with those as frozen that came before the first mark. @param frozenAfterMs as `findFrozen` has it */
export function selectFrozen(newestFirst: readonly StoredFrame[], frozenAfterMs: number): StoredFrame[] {
  const frozen = findFrozen(newestFirst, frozenAfterMs);
  return newestFirst.map((frame, place) => {
    const isMarked = frame.faults.includes("frozen") || (frozen[place] ?? null) === null;
    return isMarked ? frame : withKnown(frame, { faults: ["frozen", ...frame.faults] });
  });
}

type Known = { readonly source?: string | null; readonly faults?: readonly Fault[] | undefined };

/** A frame with what else is known of it. Its keys stay. */
function withKnown(frame: StoredFrame, known: Known): StoredFrame {
  const { source = frame.source, faults = frame.faults } = known;
  const isSame = source === frame.source && faults === frame.faults;
  return isSame ? frame : { ...frame, source, faults, stored: toStored(frame) };
}

/** The frame as its keys have it. */
export function toStored(frame: Frame & Pick<StoredFrame, "stored">): Frame {
  return frame.stored ?? frame;
}

/** Each frame of a stream once, newest first. */
export function toNewestFirst(frames: Iterable<StoredFrame>): StoredFrame[] {
  const unique = new Map([...frames].map((frame) => [`${frame.time} ${frame.feed}`, frame]));
  return [...unique.values()].sort((a, b) => b.time - a.time);
}
