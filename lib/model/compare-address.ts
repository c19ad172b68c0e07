// Apart from what reads these addresses, which most pages do not need.
import type { Selection } from "./selection.ts";

/** A stream, or a part of one, that is compared with others. */
export type Compared = Selection & { readonly stream: string };

export const SEPARATOR = "|";

/** Names a tile in one text: `<stream>`, `<stream>|<source>` or `<stream>||<feed>`. */
export function writeCompared({ stream, source, feed }: Compared): string {
  const parts = source !== null ? [stream, source] : feed !== null ? [stream, "", feed] : [stream];
  return parts.map((part) => part.replaceAll(/[%|]/g, encodeURIComponent)).join(SEPARATOR);
}

/** The address where tiles are compared. */
export function compareAddress(tiles: readonly Compared[], at: number | null): string {
  const query = new URLSearchParams(tiles.map((tile) => ["tile", writeCompared(tile)]));
  if (at !== null) query.set("at", new Date(at).toISOString());
  const search = query.toString();
  return search === "" ? "/compare" : `/compare?${search}`;
}
