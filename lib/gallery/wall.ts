/** One tile as the browser gets it; the wire shape of `GET /api/feeds`. */
export type WallTile = {
  readonly id: string;
  readonly stream: string;
  /** The stream's name, without the account. */
  readonly name: string;
  /** What tells it from the other tiles of its stream: its source or, where none is known, its feed. Null for one of its own. */
  readonly source: string | null;
  readonly feed: string;
  /** The provider's time of the frame, ms since 1970. With the feed, it names the picture. */
  readonly time: number;
  /** When the feed was last seen alive, ms since 1970. */
  readonly seen: number;
  readonly ended: boolean;
  /** What is wrong with the newest picture. */
  readonly faults: readonly ("black" | "frozen")[];
  /** Presigned; it changes every quarter of an hour while the picture stays the same. */
  readonly picture: string;
};

/** What every viewer sees at one moment. */
export type Wall = {
  readonly tiles: readonly WallTile[];
  /** When the store was asked, by this server's clock, ms since 1970. */
  readonly asOf: number;
  /** This server's clock when it answered: what ages are reckoned by, since a viewer's clock may be wrong. */
  readonly now: number;
};

/** The clocks of an answer travel beside its body, so that an unchanged body has an unchanged ETag. */
export const CLOCK_HEADERS = { asOf: "livewall-as-of", now: "livewall-now" } as const;

/** Reads the body of `GET /api/feeds`. Our own server wrote it, or a proxy that is in the way: then it is no wall. */
export function parseTiles(body: unknown): readonly WallTile[] {
  if (typeof body !== "object" || body === null || !("tiles" in body) || !Array.isArray(body.tiles)) {
    throw new TypeError("the answer is not a wall");
  }
  return body.tiles as readonly WallTile[];
}
