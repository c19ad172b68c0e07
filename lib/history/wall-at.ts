import { allows, scopeKey, type Scope } from "#lib/access/scope.ts";
import { BoundedMap } from "#lib/bounded-map.ts";
import { feedsOf, type StoredEntry } from "#lib/model/feed.ts";
import type { Frame } from "#lib/model/frame.ts";
import type { PastTile, PastWall } from "#lib/model/past.ts";
import { STALLED_MS, stateOf } from "#lib/model/state.ts";
import { isTestStream, parseStream, streamId } from "#lib/model/stream.ts";
import { hasEnded, tilesOf, type Tile } from "#lib/model/tile.ts";
import type { MomentSlices } from "./at-moments.ts";
import { timeOf } from "./slices.ts";

/** The last walls that were asked for: at 10,000 feeds one takes a tenth of a second, and 2 MB. */
const MAX_KEPT = 10;

/** Makes what composes the wall at a moment, once for all viewers of a scope who ask at about the same time. */
export function createWallAt(): typeof wallAt {
  const kept = new BoundedMap<{ readonly of: string; readonly wall: PastWall }>(MAX_KEPT);
  return (read, moment, scope) => {
    const key = `${moment} ${scopeKey(scope)}`;
    // Slices that are listed again have a later time.
    const of = `${read.isWhole} ${read.slices.length} ${Math.max(...read.slices.map((one) => one.listedAt))}`;
    const known = kept.get(key);
    if (known?.of === of) return known.wall;
    const wall = wallAt(read, moment, scope);
    kept.set(key, { of, wall });
    return wall;
  };
}

/** The wall at a moment: every stream of a scope that was live or stalled then. @param moment ms since 1970 */
export function wallAt(read: MomentSlices, moment: number, scope: Scope): PastWall {
  const tiles = tilesOf(feedsOf(entriesAt(read, moment, scope))).flatMap((tile) => pastTile(tile, moment));
  return { at: moment, tiles, isWhole: read.isWhole };
}

/** The entries that tell something of a moment: of ten frames of a feed, nine only say what the newest does. */
function* entriesAt({ slices }: MomentSlices, moment: number, scope: Scope): Generator<StoredEntry> {
  const feeds = new Map<string, Map<string, Frame> | null>();
  for (const { byStream } of slices.toSorted((a, b) => b.number - a.number)) {
    for (const [id, entries] of byStream) {
      let newest = feeds.get(id);
      if (newest === undefined) feeds.set(id, (newest = isInScope(id, scope) ? new Map() : null));
      if (newest === null) continue;
      for (const entry of entries.toReversed()) {
        const time = timeOf(entry);
        if (time <= moment - STALLED_MS || time > moment) continue;
        if (entry.kind !== "frame") yield entry;
        else if (isNews(entry.frame, newest)) yield entry;
      }
    }
  }
}

/** Whether a frame is the newest of its feed, or tells of another source. */
function isNews(frame: Frame, newest: Map<string, Frame>): boolean {
  const known = newest.get(frame.feed);
  if (known === undefined) newest.set(frame.feed, frame);
  if (known === undefined || frame.time >= known.time) return true;
  return frame.source !== null && frame.source !== known.source;
}

function isInScope(id: string, scope: Scope): boolean {
  const stream = parseStream(id);
  return stream !== null && !isTestStream(stream) && allows(scope, stream);
}

/** Nothing for a feed that was offline. */
function pastTile({ id, source, feed }: Tile, moment: number): PastTile[] {
  const { time, faults } = feed.newest;
  const state = stateOf({ seen: time, ended: hasEnded(feed) }, moment);
  if (state === "offline") return [];
  const { stream } = feed;
  return [{ id, stream: streamId(stream), name: stream.name, source, feed: feed.feed, time, faults, state }];
}
