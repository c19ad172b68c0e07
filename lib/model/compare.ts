import { compareAddress, SEPARATOR, writeCompared, type Compared } from "./compare-address.ts";
import { MAX_ADDRESS_LENGTH, parseMoment, type Parameters } from "./parameters.ts";
import { isFeedId, isSource, parseStream } from "./stream.ts";

export const MAX_COMPARED = 4;

/** What the address of a comparison says. */
export type CompareQuery = {
  readonly tiles: readonly Compared[];
  /** ms since 1970; null for now. */
  readonly at: number | null;
};

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
