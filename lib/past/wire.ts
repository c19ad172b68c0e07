/** How many streams one request may name: a screenful. */
export const MOST_STREAMS = 48;
/** How many streams times moments: each may be a picture, whose address takes a third of a millisecond to sign. */
export const MOST_PICTURES = 480;

/** A frame of a past moment as the browser gets it. */
export type PastFrame = {
  readonly feed: string;
  /** The provider's time, ms since 1970. */
  readonly time: number;
  /** Presigned; the same picture has the same address everywhere for a while. */
  readonly picture: string;
};

/** The wire shape of `GET /api/past`: by stream, newest first. Streams that could not be read are left out. */
export type Past = { readonly frames: Readonly<Record<string, readonly PastFrame[]>> };

/** Reads an answer. Our own server wrote it, or a proxy that is in the way: then it is none. */
export function parsePast(body: unknown): Past {
  if (typeof body === "object" && body !== null && "frames" in body) {
    if (typeof body.frames === "object" && body.frames !== null) return body as Past;
  }
  throw new TypeError("the answer is not of the past");
}
