import { mergeTiles } from "#lib/model/changes.ts";
import { isFaultStartKnown, withEntry, type Feed, type StoredEntry } from "#lib/model/feed.ts";
import { STALLED_MS } from "#lib/model/state.ts";
import { isTestStream, streamId, type Stream } from "#lib/model/stream.ts";
import type { Gaps } from "./gaps.ts";
import { createPruning, type KnownStream } from "./pruning.ts";
import { toNameTile, toUnsignedTiles, type PictureSettings, type UnsignedTile } from "./tiles.ts";

export type KnownStreams = ReturnType<typeof createKnownStreams>;

/**
 * Makes the memory of all known streams with their feeds. Times are ms since 1970, by the store's clock.
 *
 * @param isIndexed whether offline streams have a history, and so stay on the wall
 */
export function createKnownStreams(gaps: Gaps, isIndexed: boolean, pictures: PictureSettings) {
  const streams = new Map<string, KnownStream>();
  const unseen = new Map<string, Stream>();
  const partial = new Map<string, Stream>();
  const changed = new Set<KnownStream>();
  /** Tiles to put into the wall by id; null removes one. */
  const changedTiles = new Map<string, UnsignedTile | null>();
  let wall: readonly UnsignedTile[] = [];
  let updated = -Infinity;
  let pruned = -Infinity;

  function know(stream: Stream): KnownStream {
    const id = streamId(stream);
    let known = streams.get(id);
    if (known === undefined) {
      known = { stream, feeds: new Map(), isNamed: false, tiles: [], isLookedUp: false };
      streams.set(id, known);
    }
    return known;
  }

  const pruning = createPruning(
    streams,
    (feed) => isOffline(feed, updated),
    (known, feed) => {
      known.feeds.delete(feed.feed);
      changed.add(known);
    },
  );

  function isOffline({ newest }: Feed, at: number): boolean {
    return newest !== null && at - gaps.seenAt(newest.time) > STALLED_MS;
  }

  /** Makes the tiles of a stream again. A stream that has nothing left is forgotten. */
  function refresh(known: KnownStream): void {
    const id = streamId(known.stream);
    const feeds = [...known.feeds.values()];
    const shown = toUnsignedTiles(feeds, gaps.seenAt, pictures);
    const hasName = shown.length === 0 && known.isNamed;
    if (hasName) unseen.set(id, known.stream);
    else unseen.delete(id);
    const isPartial = shown.some(({ source }) => source !== null) || !feeds.every(isFaultStartKnown);
    if (isIndexed && !known.isLookedUp && isPartial) partial.set(id, known.stream);
    else partial.delete(id);
    const tiles = hasName ? [toNameTile(known.stream)] : shown;
    for (const tile of known.tiles) changedTiles.set(tile.id, null);
    for (const tile of tiles) changedTiles.set(tile.id, tile);
    known.tiles = tiles;
    if (known.feeds.size === 0 && !known.isNamed) streams.delete(id);
  }

  function refreshChanged(): void {
    for (const known of changed) refresh(known);
    changed.clear();
  }

  return {
    add: (entry: StoredEntry): void => {
      const { stream, feed } = "frame" in entry ? entry.frame : entry;
      if (isTestStream(stream)) return;
      const known = know(stream);
      const before = known.feeds.get(feed);
      const next = withEntry(before, entry);
      if (next === before) return;
      known.feeds.set(feed, next);
      known.isNamed ||= isIndexed && next.newest !== null;
      changed.add(known);
    },
    /** Adds a stream of which only the name is known. */
    addName(stream: Stream): void {
      if (isTestStream(stream)) return;
      const known = know(stream);
      if (known.isNamed) return;
      known.isNamed = true;
      changed.add(known);
    },
    /** Removes streams that have no name in the bucket any more and are offline at that time. */
    keepOnly(ids: ReadonlySet<string>, at: number): void {
      for (const [id, known] of streams) {
        if (ids.has(id) || ![...known.feeds.values()].every((feed) => isOffline(feed, at))) continue;
        known.feeds.clear();
        known.isNamed = false;
        changed.add(known);
      }
    },
    /** Removes a stream that has neither a frame nor a name in the bucket. */
    removeName(id: string): void {
      const known = streams.get(id);
      if (known === undefined || [...known.feeds.values()].some(({ newest }) => newest !== null)) return;
      known.isNamed = false;
      changed.add(known);
    },
    /** Forgets feeds without a frame since that time once they are offline: they may have sent unnoticed. */
    doubt(before: number): void {
      pruning.doubt(before);
      for (const known of streams.values()) {
        known.isLookedUp = false;
        changed.add(known);
      }
    },
    /** Makes all tiles again, since gaps have changed when feeds were last seen. */
    renew(): void {
      for (const known of streams.values()) changed.add(known);
    },
    /** Applies the added entries, and drops feeds that are of no use at that time. @returns the tiles in the wall's order */
    update(at: number): readonly UnsignedTile[] {
      updated = at;
      pruning.dropDoubtful();
      if (!isIndexed) pruning.dropOffline();
      refreshChanged();
      if (at - pruned > STALLED_MS) {
        pruning.dropReplaced();
        pruned = at;
      }
      refreshChanged();
      if (changedTiles.size > 0) wall = mergeTiles(wall, changedTiles);
      changedTiles.clear();
      return wall;
    },
    has: (id: string): boolean => (streams.get(id)?.tiles.length ?? 0) > 0,
    /** The tiles of one stream as `update` made them. */
    listTiles: (id: string): readonly UnsignedTile[] => streams.get(id)?.tiles ?? [],
    /** Streams without a frame to show: their details can be looked up. */
    unseen: unseen as ReadonlyMap<string, Stream>,
    /** Streams with named sources, of which others may be offline, and those whose faults began before the part of the log that was read. */
    partial: partial as ReadonlyMap<string, Stream>,
    /** Notes that the sources of a stream were looked up. */
    noteLookedUp(id: string): void {
      const known = streams.get(id);
      if (known !== undefined) known.isLookedUp = true;
      partial.delete(id);
    },
  };
}
