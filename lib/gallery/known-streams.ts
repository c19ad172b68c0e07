import { withEntry, type Feed, type StoredEntry } from "#lib/model/feed.ts";
import { STALLED_MS } from "#lib/model/state.ts";
import { isTestStream, streamId, type Stream } from "#lib/model/stream.ts";
import type { Gaps } from "./gaps.ts";
import { createPruning, type KnownStream } from "./pruning.ts";
import { createTileOrder } from "./tile-order.ts";
import { toNameTile, toTiles, type UnsignedTile } from "./tiles.ts";

/** All streams that are known, with their feeds. Times are ms since 1970, by the store's clock. */
export type KnownStreams = {
  readonly add: (entry: StoredEntry) => void;
  /** Adds a stream of which only the name is known. */
  readonly addName: (stream: Stream) => void;
  /** Removes streams that have no name in the bucket any more and are offline at that time. */
  readonly keepOnly: (ids: ReadonlySet<string>, at: number) => void;
  /** Removes a stream that has neither a frame nor a name in the bucket. */
  readonly removeName: (id: string) => void;
  /** Forgets feeds without a frame since that time as soon as they are offline: they may have sent unnoticed. */
  readonly doubt: (before: number) => void;
  /** Makes all tiles again, since gaps have changed when feeds were last seen. */
  readonly renew: () => void;
  /** Applies what was added, and drops what is of no use at that time. @returns the tiles in the wall's order */
  readonly update: (at: number) => readonly UnsignedTile[];
  readonly has: (id: string) => boolean;
  /** The tiles of one stream as `update` made them. */
  readonly tilesOf: (id: string) => readonly UnsignedTile[];
  /** Streams without a frame to show: their details can be looked up. */
  readonly unseen: ReadonlyMap<string, Stream>;
  /** Streams with named sources, of which others may be offline. */
  readonly partial: ReadonlyMap<string, Stream>;
  /** Notes that the sources of a stream were looked up. */
  readonly noteLookedUp: (id: string) => void;
};

/** @param isIndexed whether offline streams have a history, and so stay on the wall */
export function createKnownStreams(gaps: Gaps, isIndexed: boolean): KnownStreams {
  const streams = new Map<string, KnownStream>();
  const unseen = new Map<string, Stream>();
  const partial = new Map<string, Stream>();
  const changed = new Set<KnownStream>();
  const order = createTileOrder();
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
    const shown = toTiles([...known.feeds.values()], gaps.seenAt);
    const hasName = shown.length === 0 && known.isNamed;
    if (hasName) unseen.set(id, known.stream);
    else unseen.delete(id);
    if (isIndexed && !known.isLookedUp && shown.some(({ source }) => source !== null))
      partial.set(id, known.stream);
    else partial.delete(id);
    const tiles = hasName ? [toNameTile(known.stream)] : shown;
    order.replace(known.tiles, tiles);
    known.tiles = tiles;
    if (known.feeds.size === 0 && !known.isNamed) streams.delete(id);
  }

  function refreshChanged(): void {
    for (const known of changed) refresh(known);
    changed.clear();
  }

  return {
    add(entry) {
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
    addName(stream) {
      if (isTestStream(stream)) return;
      const known = know(stream);
      if (known.isNamed) return;
      known.isNamed = true;
      changed.add(known);
    },
    keepOnly(ids, at) {
      for (const [id, known] of streams) {
        if (ids.has(id) || ![...known.feeds.values()].every((feed) => isOffline(feed, at))) continue;
        known.feeds.clear();
        known.isNamed = false;
        changed.add(known);
      }
    },
    removeName(id) {
      const known = streams.get(id);
      if (known === undefined || [...known.feeds.values()].some(({ newest }) => newest !== null)) return;
      known.isNamed = false;
      changed.add(known);
    },
    doubt(before) {
      pruning.doubt(before);
      for (const known of streams.values()) {
        known.isLookedUp = false;
        changed.add(known);
      }
    },
    renew() {
      for (const known of streams.values()) changed.add(known);
    },
    update(at) {
      updated = at;
      pruning.dropDoubtful();
      if (!isIndexed) pruning.dropOffline();
      refreshChanged();
      if (at - pruned > STALLED_MS) {
        pruning.dropReplaced();
        pruned = at;
      }
      refreshChanged();
      return order.list();
    },
    has: (id) => (streams.get(id)?.tiles.length ?? 0) > 0,
    tilesOf: (id) => streams.get(id)?.tiles ?? [],
    unseen,
    partial,
    noteLookedUp(id) {
      const known = streams.get(id);
      if (known !== undefined) known.isLookedUp = true;
      partial.delete(id);
    },
  };
}
