import type { FrameId } from "#lib/model/frame.ts";

/** What file systems, or the header itself, give a meaning of their own. */
const SPECIAL = /[\u0000-\u001f\u007f"%*/:<>?\\|]+/g;
const MAX_NAME_LENGTH = 100;

/**
 * Content-Disposition for a frame that is saved as a file: named by its stream and the time (UTC), in ASCII for those
 * that know no better, and in full (RFC 6266, 4.3; RFC 8187).
 */
export function attachmentOf({ stream, time }: FrameId): string {
  const at = new Date(time).toISOString().replaceAll(":", "-");
  const name = stream.name.toWellFormed().replaceAll(SPECIAL, "_").slice(0, MAX_NAME_LENGTH).toWellFormed();
  const file = `${name} ${at}.jpg`;
  const ascii = file.replaceAll(/[^\u0020-\u007e]/g, "_");
  const full = encodeURIComponent(file).replaceAll(
    /[!'()]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${full}`;
}
