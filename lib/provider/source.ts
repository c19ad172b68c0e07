import { createHash } from "node:crypto";
import { isSource, maxSourceBytes, type Stream } from "#lib/model/stream.ts";

const ELLIPSIS = "… ";
const MARK_DIGITS = 8;
const MARK_BYTES = encodeURIComponent(ELLIPSIS).length + MARK_DIGITS;

/**
 * A publisher's source id as a key can hold it: as it is, or its beginning and a mark. The mark is always the same for one
 * source and another for others, so that they are told apart as if their names were whole.
 */
export function fitSource(source: string, stream: Stream): string {
  const room = maxSourceBytes(stream);
  if (isSource(source) && encodeURIComponent(source).length <= room) return source;
  const mark = createHash("sha256").update(source).digest("hex").slice(0, MARK_DIGITS);
  return `${beginning(source, room - MARK_BYTES)}${ELLIPSIS}${mark}`;
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
