export type Target = { readonly path: string; readonly parameters: URLSearchParams };

/**
 * Reads the target of a request (RFC 9112, 3.2): a path, or an absolute address, as proxies are sent it.
 *
 * @returns null for `*`, and for paths that some software reads as another one: with `//` or a backslash
 */
export function parseTarget(target = "/"): Target | null {
  const origin = /^https?:\/\/[^/?#]+/i.exec(target)?.[0] ?? "";
  const [, path = "", query = ""] = /^([^?#]*)(?:\?([^#]*))?/s.exec(target.slice(origin.length)) ?? [];
  if (origin === "" && !path.startsWith("/")) return null;
  if (/\/\/|\\/.test(path)) return null;
  return {
    path: path === "/" ? path : `/${path.replace(/^\/|\/$/g, "")}`,
    parameters: new URLSearchParams(query),
  };
}
