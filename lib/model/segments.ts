/** Some stores keep keys as files, whose names have at most 255 bytes (minio/minio#3858). */
export const MAX_SEGMENT_BYTES = 250;

/** Ends a folder that goes on in the next one. `encodePart` never writes it. */
const CONTINUED = "=";

/**
 * Percent-encodes a part of a key: slashes, commas and `=` as well. The parts `.` and `..` would be folded away as paths by
 * some stores and clients, so their dots are encoded too.
 */
export function encodePart(text: string): string {
  const encoded = encodeURIComponent(text);
  return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll(".", "%2E") : encoded;
}

/** Undoes `encodePart`. Null for text that is not percent-encoded UTF-8. */
export function decodePart(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * Cuts a segment into folders of at most 250 bytes, between encoded characters. Each but the last ends in `=`, and the
 * last one is neither `.` nor `..`.
 */
export function cutSegment(segment: string): string {
  if (segment.length <= MAX_SEGMENT_BYTES) return segment;
  const folders: string[] = [];
  let folder = "";
  for (const [character] of segment.matchAll(CHARACTER)) {
    if (folder.length + character.length > MAX_SEGMENT_BYTES - CONTINUED.length) {
      folders.push(folder + CONTINUED);
      folder = "";
    }
    folder += character;
  }
  return [...folders, folder].join("/");
}

/** Joins the folders of one segment. The caller compares the result of `cutSegment` with what it read. */
export function joinSegment(folders: readonly string[]): string {
  return folders.map((folder, place) => (place < folders.length - 1 ? folder.slice(0, -1) : folder)).join("");
}

/** Whether a folder is continued by the next one. */
export function isContinued(folder: string): boolean {
  return folder.endsWith(CONTINUED);
}

/** A character of UTF-8 in percent-encoding, or any other character; the dots at the end belong to the one before them. */
const CHARACTER =
  /(?:%[0-7][0-9A-F]|%[CD][0-9A-F]%[89AB][0-9A-F]|%E[0-9A-F](?:%[89AB][0-9A-F]){2}|%F[0-7](?:%[89AB][0-9A-F]){3}|[\s\S])(?:\.{1,2}$)?/g;
