import { LRUCache } from "lru-cache";
import { allows, scopeKey, type Scope } from "#lib/access/scope.ts";
import { faultStart, toFeeds, getTime, type StoredEntry } from "#lib/model/feed.ts";
import type { Frame } from "#lib/model/frame.ts";
import type { PastTile, PastWall } from "#lib/model/past.ts";
import { findAlarm, LOST_MS } from "#lib/model/section.ts";
import { toState } from "#lib/model/state.ts";
import { isTestStream, parseStream } from "#lib/model/stream.ts";
import { hasEnded, toTileFields, toTiles, type Tile } from "#lib/model/tile.ts";
import type { MomentSlices } from "./at-moments.ts";

/**
 * The tiles in memory, at about 200 bytes. They are those of as many moments as the slices in memory can tell of, so that no
 * client makes the processor compose wall after wall without a LIST.
 */
const MAX_TILES = 250_000;
/** The size of a wall without tiles. */
const WALL_SIZE = 100;

/**
 * Makes the function that composes the wall at a moment, once for all viewers of a scope: 10,000 feeds take 0.1 s.
 *
 * @param frozenAfterMs as `faultStart` has it
 */
export function createWallAt(frozenAfterMs = 0, maxSize = MAX_TILES): typeof wallAt {
  const walls = new LRUCache<string, PastWall>({
    maxSize,
    sizeCalculation: ({ tiles }) => tiles.length + WALL_SIZE,
  });

  return (read, moment, scope) => {
    // Slices that are listed again have a later time.
    const listedAt = Math.max(...read.slices.map((slice) => slice.listedAt));
    const key = `${moment} ${read.isWhole} ${read.slices.length} ${listedAt} ${scopeKey(scope)}`;
    const wall = walls.get(key) ?? wallAt(read, moment, scope, frozenAfterMs);
    walls.set(key, wall);
    return wall;
  };
}

/** The wall at a moment: every stream of a scope that was live or needed attention then. @param moment ms since 1970 */
export function wallAt(read: MomentSlices, moment: number, scope: Scope, frozenAfterMs = 0): PastWall {
  const feeds = toFeeds(entriesAt(read, moment, scope));
  const tiles = toTiles(feeds).flatMap((tile) => pastTile(tile, moment, frozenAfterMs));
  return { at: moment, tiles, isWhole: read.isWhole };
}

/** The entries that matter for a moment: of twenty frames of a feed without a fault, nineteen only say what the newest does. */
function* entriesAt({ slices }: MomentSlices, moment: number, scope: Scope): Generator<StoredEntry> {
  const feeds = new Map<string, Map<string, Frame> | null>();
  for (const { byStream } of slices.toSorted((a, b) => b.number - a.number)) {
    for (const [id, entries] of byStream) {
      let newest = feeds.get(id);
      if (newest === undefined) feeds.set(id, (newest = isInScope(id, scope) ? new Map() : null));
      if (newest === null) continue;
      for (const entry of entries.toReversed()) {
        const time = getTime(entry);
        if (time <= moment - LOST_MS || time > moment) continue;
        if (entry.kind !== "frame") yield entry;
        else if (isNews(entry.frame, newest)) yield entry;
      }
    }
  }
}

/** Whether a frame is the newest of its feed, or tells of another source, or since when that has a fault. */
function isNews(frame: Frame, newest: Map<string, Frame>): boolean {
  const known = newest.get(frame.feed);
  if (known === undefined) newest.set(frame.feed, frame);
  if (known === undefined || frame.time >= known.time || known.faults.length > 0) return true;
  return frame.source !== null && frame.source !== known.source;
}

function isInScope(id: string, scope: Scope): boolean {
  const stream = parseStream(id);
  return stream !== null && !isTestStream(stream) && allows(scope, stream);
}

/** Nothing for a feed that was offline, unless it had just been lost. */
function pastTile(tile: Tile, moment: number, frozenAfterMs: number): PastTile[] {
  const { newest, good } = tile.feed;
  const then = { seen: newest.time, ended: hasEnded(tile.feed), faults: newest.faults };
  const state = toState(then, moment);
  if (state === "offline" && findAlarm(then, moment) === null) return [];
  return [
    { ...toTileFields(tile), state, since: good === null ? null : faultStart(tile.feed, frozenAfterMs) },
  ];
}
