import { createHash } from "node:crypto";
import { isSource, maxSourceBytes, type Stream } from "#lib/model/stream.ts";

const ELLIPSIS = "… ";
const MARK_DIGITS = 8;
const MARK_BYTES = encodeURIComponent(ELLIPSIS).length + MARK_DIGITS;

/**
 * A publisher's source id in a length that fits a key: whole, or its beginning and a mark. The mark is a hash of the
 * whole id, so that long ids with the same beginning stay different.
 */
export function fitSource(source: string, stream: Stream): string {
  const maxBytes = maxSourceBytes(stream);
  if (isSource(source) && encodeURIComponent(source).length <= maxBytes) return source;
  const mark = createHash("sha256").update(source).digest("hex").slice(0, MARK_DIGITS);
  return `${beginning(source, maxBytes - MARK_BYTES)}${ELLIPSIS}${mark}`;
}

function beginning(source: string, bytes: number): string {
  let left = bytes;
  let text = "";
  for (const letter of source
    .slice(0, bytes)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, "\uFFFD")) {
    left -= encodeURIComponent(letter).length;
    if (left < 0) break;
    text += letter;
  }
  return text;
}
