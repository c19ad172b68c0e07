import { difference, FINGERPRINT_LENGTH, type Fingerprint } from "./look.ts";

/**
 * Since when a feed has shown one picture.
 *
 * Each picture is compared with the one it stood still at, not with the one before it: dawn changes no two neighbours.
 */
export type Stillness = {
  readonly picture: Fingerprint;
  /** The time of the first frame that showed it, ms since 1970. */
  readonly since: number;
};

/**
 * The stillness of a feed with its next frame.
 *
 * @param within by how much a field's mean brightness, of 255, may differ in pictures that are the same. On a still
 *   scene through H.264 it differs by 1 from key frame to key frame; where something moves, by 4 and more.
 */
export function withFrame(
  known: Stillness | null,
  picture: Fingerprint,
  time: number,
  within: number,
): Stillness {
  return known !== null && difference(known.picture, picture) <= within ? known : { picture, since: time };
}

/** The stillness of a feed by what is known here and by what an earlier receiver has left: the same picture goes on. */
export function merge(own: Stillness | null, earlier: Stillness | null, within: number): Stillness | null {
  if (own === null || earlier === null) return own ?? earlier;
  const goesOn = earlier.since < own.since && difference(earlier.picture, own.picture) <= within;
  return goesOn ? earlier : own;
}

/** Writes a stillness as one word of ASCII, to travel as metadata of an object. */
export function encodeStillness({ picture, since }: Stillness): string {
  return `${since}.${Buffer.from(picture).toString("base64url")}`;
}

/** Reads it back; null when it is nothing that `encodeStillness` writes. */
export function decodeStillness(text: string): Stillness | null {
  const [, since, encoded] = /^(\d{13})\.([\w-]+)$/.exec(text) ?? [];
  if (since === undefined || encoded === undefined) return null;
  const picture = new Uint8Array(Buffer.from(encoded, "base64url"));
  return picture.length === FINGERPRINT_LENGTH ? { picture, since: Number(since) } : null;
}
