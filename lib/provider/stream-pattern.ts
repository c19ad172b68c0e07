import { streamId, type Stream } from "#lib/model/stream.ts";

/** A stream id, or the beginning of some. */
export type StreamPattern =
  { readonly kind: "exact"; readonly id: string } | { readonly kind: "prefix"; readonly id: string };

/**
 * Reads a pattern of streams: `<account>/<name>` for one, `<account>/<beginning>*` for all that begin so. A comma in a
 * name is written as `%2C`, a star as `%2A`, a percent sign as `%25`.
 *
 * @returns null when it is no pattern: an account is always whole, so `*` alone is none
 */
export function parseStreamPattern(text: string): StreamPattern | null {
  const isPrefix = text.endsWith("*");
  const encoded = isPrefix ? text.slice(0, -1) : text;
  if (encoded.includes("*") || /%(?!2c|2a|25)/i.test(encoded)) return null;
  const id = encoded.replaceAll(/%(2c|2a|25)/gi, (code) => decodeURIComponent(code));
  const isNameless = id.indexOf("/") === id.length - 1;
  if (!/^[A-Za-z0-9_-]{1,64}\//.test(id) || (isNameless && !isPrefix)) return null;
  return { kind: isPrefix ? "prefix" : "exact", id };
}

export function matches(pattern: StreamPattern, stream: Stream): boolean {
  const id = streamId(stream);
  return pattern.kind === "exact" ? id === pattern.id : id.startsWith(pattern.id);
}
