import { compareAddress } from "./compare-address.ts";
import { parseCompareQuery } from "./compare.ts";
import { kioskAddress, parseKiosk } from "./kiosk.ts";
import { readParameters } from "./parameters.ts";
import { embedAddress, feedAddress, hasWrongTime, parseFeedQuery } from "./routes.ts";
import { resolveSelection } from "./selection.ts";
import { streamId } from "./stream.ts";
import { parseView, viewAddress } from "./view.ts";

/** The pages that readers share. */
export const PAGES: readonly string[] = ["/", "/wall", "/feed", "/embed", "/compare"];

/**
 * Returns the one search string of all addresses of a page that mean the same: the parameters that the page knows, parsed
 * and written again in one order, without defaults, unknown parameters and invalid values. The page at the canonical
 * address is the page at the given one, and the canonical address of a canonical address is itself.
 *
 * A time that cannot be read becomes an empty one. An address that names no stream leads to "", which is "not found" on `/feed` and `/embed`, as the given one is.
 *
 * @param path without a search string
 * @returns "" or a string that begins with "?"; null for a path that is none of `PAGES`
 */
export function canonicalAddress(path: string, parameters: URLSearchParams): string | null {
  const address = writeAddress(path, parameters);
  return address === null ? null : address.slice(path.length);
}

/** Whether readers share the page at a path. @param path without a search string */
export function isPage(path: string): boolean {
  return PAGES.includes(path);
}

function writeAddress(path: string, parameters: URLSearchParams): string | null {
  const given = readParameters(parameters);
  if (path === "/") return viewAddress(parseView(given));
  if (path === "/wall") return kioskAddress(parseView(given), parseKiosk(given));
  if (path === "/compare") {
    const { tiles, at } = parseCompareQuery({ ...given, tile: parameters.getAll("tile") });
    return compareAddress(tiles, at);
  }
  if (path !== "/feed" && path !== "/embed") return null;
  const query = parseFeedQuery(given);
  if (query === null) return path;
  const stream = streamId(query.stream);
  // A source goes on across its feeds, so a feed beside it means nothing.
  const selection = resolveSelection(query, null);
  if (path === "/embed") return embedAddress(stream, selection);
  // The page says that the time could not be read.
  return feedAddress(stream, selection, query.at) + (hasWrongTime(given) ? "&at=" : "");
}
