/** `.` and `..` as a part of a path. */
const DOTS = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

export type Target = { readonly path: string; readonly parameters: URLSearchParams };

/**
 * Reads the target of a request (RFC 9112, 3.2): a path, or an absolute address, as proxies are sent it.
 *
 * @returns null for `*`, and for paths that some software reads as another one: with `//`, a backslash, or dots
 *   for a folder: Next would resolve them, and answer at addresses that this program answers itself
 */
export function parseTarget(target = "/"): Target | null {
  const origin = /^https?:\/\/[^/?#]+/i.exec(target)?.[0] ?? "";
  const [, path = "", query = ""] = /^([^?#]*)(?:\?([^#]*))?/s.exec(target.slice(origin.length)) ?? [];
  if (origin === "" && !path.startsWith("/")) return null;
  if (/\/\/|\\/.test(path) || DOTS.test(path)) return null;
  return {
    path: path === "/" ? path : `/${path.replace(/^\/|\/$/g, "")}`,
    parameters: new URLSearchParams(query),
  };
}
