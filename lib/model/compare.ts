import { MAX_ADDRESS_LENGTH, parseMoment, type Parameters } from "./parameters.ts";
import type { Selection } from "./selection.ts";
import { isFeedId, isSource, parseStream } from "./stream.ts";

export const MAX_COMPARED = 4;

/** A stream, or a part of one, that is compared with others. */
export type Compared = Selection & { readonly stream: string };

/** What the address of a comparison says. */
export type CompareQuery = {
  readonly tiles: readonly Compared[];
  /** ms since 1970; null for now. */
  readonly at: number | null;
};

const SEPARATOR = "|";

/** Names a tile in one text: `<stream>`, `<stream>|<source>` or `<stream>||<feed>`. */
export function writeCompared({ stream, source, feed }: Compared): string {
  const parts = source !== null ? [stream, source] : feed !== null ? [stream, "", feed] : [stream];
  return parts.map((part) => part.replaceAll(/[%|]/g, encodeURIComponent)).join(SEPARATOR);
}

/** Reads what `writeCompared` writes, and nothing else. */
export function parseCompared(text: string): Compared | null {
  const parts = text.split(SEPARATOR).map((part) => part.replaceAll("%7C", "|").replaceAll("%25", "%"));
  const [stream = "", source = "", feed = ""] = parts;
  if (parseStream(stream) === null || !isSource(source) || (feed !== "" && !isFeedId(feed))) return null;
  const compared = { stream, source: source === "" ? null : source, feed: feed === "" ? null : feed };
  return writeCompared(compared) === text ? compared : null;
}

/** The tile of an id on the wall (`tileId`); null for a text that is none. */
export function fromTileId(id: string): Compared | null {
  try {
    const [account = "", name = "", source = "", feed = ""] = id.split("/").map(decodeURIComponent);
    const compared = { stream: `${account}/${name}`, source: source || null, feed: feed || null };
    return toTileId(compared) === id ? parseCompared(writeCompared(compared)) : null;
  } catch {
    // Not percent-encoded.
    return null;
  }
}

/** The id on the wall of the tile of a source, a feed or a stream that has one. */
export function toTileId({ stream, source, feed }: Compared): string {
  const at = stream.indexOf("/");
  const part = source !== null ? [source] : feed !== null ? ["", feed] : [];
  return [stream.slice(0, at), stream.slice(at + 1), ...part].map(encodeURIComponent).join("/");
}

/** The address where tiles are compared. */
export function compareAddress(tiles: readonly Compared[], at: number | null): string {
  const query = new URLSearchParams(tiles.map((tile) => ["tile", writeCompared(tile)]));
  if (at !== null) query.set("at", new Date(at).toISOString());
  const search = query.toString();
  return search === "" ? "/compare" : `/compare?${search}`;
}

/** Reads the address. Tiles that are none, that are there already or beyond the limits are left out. */
export function parseCompareQuery({ tile = [], at }: Parameters): CompareQuery {
  const moment = parseMoment(at);
  const tiles: Compared[] = [];
  for (const text of typeof tile === "string" ? [tile] : tile) {
    const compared = parseCompared(text);
    if (compared === null || tiles.some((other) => writeCompared(other) === text)) continue;
    const next = [...tiles, compared];
    if (next.length > MAX_COMPARED || compareAddress(next, moment).length > MAX_ADDRESS_LENGTH) break;
    tiles.push(compared);
  }
  return { tiles, at: moment };
}
