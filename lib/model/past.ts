import type { Fault } from "./frame.ts";
import type { State } from "./state.ts";
import type { TileFields } from "./tile.ts";

/** The streams that one request may name: a screenful. */
export const MAX_STREAMS = 48;
/** The most streams times moments: each may be a picture whose URL must be signed. */
export const MAX_PICTURES = 480;

/**
 * How long caches may keep what the wall of everybody showed, in seconds, and how long a page uses an answer. The sum must
 * stay below the least remaining life of a URL, 4.5 minutes (lib/store/presign.ts).
 */
export const PAST_CACHE_SECONDS = {
  fresh: 30,
  whileRevalidating: 30,
  whileFailing: 60,
  inPage: 120,
} as const;

/** A tile of the wall at a past moment, without its picture. */
export type PastTile = TileFields & {
  /** "offline" of one that had just been lost. */
  readonly state: State;
  /** When its faults began, ms since 1970; null without faults, and where that is not known. */
  readonly since: number | null;
};

/** `GET /api/past?at=`: every stream that was live or needed attention at a moment, in the order of the wall. */
export type PastWall = {
  /** ms since 1970 */
  readonly at: number;
  readonly tiles: readonly PastTile[];
  /** False while only what was live is known: ask again. */
  readonly isWhole: boolean;
};

/** A frame of a past moment as the browser gets it. */
export type PastFrame = {
  readonly feed: string;
  /** The provider's time, ms since 1970. */
  readonly time: number;
  readonly source: string | null;
  readonly faults: readonly Fault[];
  /** Presigned; the same picture has the same address everywhere for a while. */
  readonly picture: string;
  /** Width / height of the picture. */
  readonly aspect: number;
  /** The width in pixels of the original, if a large picture may show it in place of the preview. */
  readonly original: number | null;
};

/**
 * `GET /api/past?at=&stream=…` (from the log) and `GET /api/history?at=&stream=` (from the previews of one stream): by
 * stream, newest first.
 */
export type Past = {
  readonly frames: Readonly<Record<string, readonly PastFrame[]>>;
  /** False while only what was live is known: ask again. */
  readonly isWhole: boolean;
};

/** `GET /api/faults?from=&to=`: the hours, ms since 1970, in which a stream that the viewer may see had a fault. */
export type FaultHours = {
  readonly hours: readonly { readonly from: number; readonly faults: readonly Fault[] }[];
  /** False when there are too many to tell. */
  readonly isWhole: boolean;
};

/** A moment, ms since 1970; the number of live streams without a fault, and of those with one or stalled. */
export type LiveSample = readonly [at: number, live: number, attention: number];

/** `GET /api/live-counts?from=&to=`: how many streams were live, at moments on a grid. */
export type LiveCounts = {
  /** ms since 1970 */
  readonly from: number;
  readonly to: number;
  /** Between two moments. */
  readonly stepMs: number;
  /** Oldest first. */
  readonly samples: readonly LiveSample[];
  /** False while some moments are missing: ask again. */
  readonly isWhole: boolean;
};

/** Reads an answer with frames. Our own server wrote it, or a proxy that is in the way: then it throws. */
export function parsePast(body: unknown): Past {
  if (isRecord(body) && isRecord(body.frames)) return body as unknown as Past;
  throw new TypeError("not a past");
}

/** Reads an answer with the tiles of a moment. */
export function parsePastWall(body: unknown): PastWall {
  if (isRecord(body) && typeof body.at === "number" && Array.isArray(body.tiles))
    return body as unknown as PastWall;
  throw new TypeError("not a past wall");
}

/** Reads an answer with the number of live streams. */
export function parseLiveCounts(body: unknown): LiveCounts {
  if (isRecord(body) && Array.isArray(body.samples)) return body as unknown as LiveCounts;
  throw new TypeError("not the number of live streams");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
