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
