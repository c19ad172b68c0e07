import type { Changes } from "./changes.ts";
import type { Fault } from "./frame.ts";
import type { Selection } from "./selection.ts";

/** One tile as the browser gets it; the wire shape of `GET /api/feeds`. */
export type WallTile = BareTile & {
  /** Presigned; it changes every quarter of an hour while the picture stays the same. */
  readonly picture: string | null;
};

/** A tile without the URL of its picture. */
export type BareTile = {
  readonly id: string;
  readonly stream: string;
  /** The stream's name as people read it (`showName`), without the account. */
  readonly name: string;
  /** What tells it from the other tiles of its stream: its source or, where none is known, its feed. Null for one of its own. */
  readonly source: string | null;
  /** Null, as are its times and its picture, while only the name of an offline stream is known. */
  readonly feed: string | null;
  /** The provider's time of the frame, ms since 1970. With the feed, it names the picture. */
  readonly time: number | null;
  /**
   * When the feed was last seen alive, ms since 1970: the frame's time, and later by as long as the store could not be
   * read since then.
   */
  readonly seen: number | null;
  readonly ended: boolean;
  /** What is wrong with the newest picture. */
  readonly faults: readonly Fault[];
  /** When the present faults began, ms since 1970, as far as is known; null without faults. */
  readonly since: number | null;
  /** Width / height of the picture; null where there is none. */
  readonly aspect: number | null;
  /** The width in pixels of the original, if a large tile may show it in place of the preview. */
  readonly original: number | null;
};

/** The tiles of a wall, in its order, and the name of just this state of them. */
export type Tiles = { readonly version: string; readonly tiles: readonly WallTile[] };

/** What every viewer sees at one moment. */
export type Wall = Tiles & Clocks;

export type Clocks = {
  /** When the store was last read, by the store's clock, ms since 1970. */
  readonly asOf: number;
  /** The store's clock when the server answered. Ages are computed with it, since a viewer's clock may be wrong. */
  readonly now: number;
};

/**
 * How long shared caches may keep the poll of a public wall, in seconds: one second as it is, ten more while they fetch
 * the next, and 200 more while we fail. The sum must stay below the least remaining life of a URL, 4.5 minutes
 * (lib/store/presign.ts), or a cache would show pictures that cannot be loaded.
 */
export const SHARED_CACHE_SECONDS = { fresh: 1, whileRevalidating: 10, whileFailing: 200 } as const;

/** A state of the wall is read every two seconds, and waits for a slow store for some more. */
const AWAY_MS = 10_000;

/**
 * The time at which the states of a wall's tiles hold, ms since 1970: now or, while the store cannot be read, when it was
 * read last. Nothing becomes stalled or offline meanwhile.
 */
export function stateTime({ asOf, now }: Clocks): number {
  return now - asOf > AWAY_MS ? asOf : now;
}

/** The clocks of an answer are in its headers, so that an unchanged body has an unchanged ETag. */
export const CLOCK_HEADERS = { asOf: "livewall-as-of", now: "livewall-now" } as const;

/**
 * Reads the body of `GET /api/feeds`: a whole wall, or what changed. Our own server wrote it, or a proxy that is in
 * the way: then it is no wall.
 */
export function parseTiles(body: unknown): Tiles | Changes {
  if (typeof body === "object" && body !== null && "version" in body && typeof body.version === "string") {
    if ("tiles" in body && Array.isArray(body.tiles)) return body as Tiles;
    if ("changed" in body && Array.isArray(body.changed) && "gone" in body && Array.isArray(body.gone)) {
      return body as unknown as Changes;
    }
  }
  throw new TypeError("not a wall");
}

/** The address of the original of a tile's frame. It redirects, so that only a page that shows the original has it signed. */
export function originalAddress({ stream, feed, time }: Pick<BareTile, "stream" | "feed" | "time">): string {
  return `/api/picture?${new URLSearchParams({ stream, feed: feed ?? "", time: String(time) }).toString()}`;
}

/** Of several tiles, the one with the newest picture; null when there is none. */
export function findNewest<T extends BareTile>(tiles: readonly T[]): T | null {
  return tiles.reduce<T | null>(
    (newest, tile) => (newest === null || (tile.time ?? 0) > (newest.time ?? 0) ? tile : newest),
    null,
  );
}

/** The tile of a selection: a source's, whatever feed it has; of all of a stream, the one with the newest picture. */
export function findTile(tiles: readonly WallTile[], { source, feed }: Selection): WallTile | null {
  if (source === null && feed === null) return findNewest(tiles);
  return tiles.find((tile) => (source === null ? tile.feed === feed : tile.source === source)) ?? null;
}
