import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { LRUCache } from "lru-cache";
import { createLocator, presignAt } from "./place.ts";
import { StoreError, type SignedUrl } from "./store.ts";

/** How long a presigned URL stays the same, so that the browser's cache can work. */
export const SIGNING_WINDOW_SECONDS = 15 * 60;

/** The same on a gated wall: anyone who has a URL can open it, so it ends soon. */
export const PRIVATE_WINDOW_SECONDS = 4 * 60;

/** Ten thousand tiles, and as many that they showed before; about 10 MB. */
const MAX_URLS = 20_000;

/** The SDK fetches new temporary credentials five minutes before the old ones end. URLs are renewed just after. */
export const RENEW_BEFORE_END_MS = 4.5 * 60_000;
const RETRY_MS = 10_000;
/** A URL that ends sooner is of no use to a viewer. */
const MIN_LIFETIME_MS = 30_000;

/** A URL handed out at the very end of its window still lives one whole window. */
export function lifetimeSeconds(windowSeconds: number): number {
  return 2 * windowSeconds;
}

/**
 * The instant at which the URL of a key is signed, ms since 1970: `now` floored to the key's window.
 * The windows of different keys start at different seconds, so that a wall does not change every URL at once.
 */
export function signingInstant(key: string, now: number, windowSeconds: number): number {
  const windowMs = windowSeconds * 1000;
  const startMs = (hash(key) % windowSeconds) * 1000;
  return Math.floor((now - startMs) / windowMs) * windowMs + startMs;
}

/** FNV-1a, 32 bits: even enough to spread window starts. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

type Signed = { readonly instant: number; readonly url: Promise<SignedUrl>; renewAt: number };

/**
 * Presigns GETs, each key once per window and process.
 *
 * A URL that is signed with temporary credentials ends with their session, whatever it says. So it is made to say so,
 * and another is made with the next credentials.
 *
 * @param windowSeconds how long a URL stays the same
 * @param maxUrls how many URLs are kept in memory
 * @returns a function of a key, the time, and the Content-Disposition of the answer, if the object is to be saved
 */
export function createUrlSigner(
  client: S3Client,
  bucket: string,
  { windowSeconds = SIGNING_WINDOW_SECONDS, maxUrls = MAX_URLS } = {},
): (key: string, now: number, attachment?: string) => Promise<SignedUrl> {
  const lifetimeMs = lifetimeSeconds(windowSeconds) * 1000;
  const cache = new LRUCache<string, Signed>({ max: maxUrls });
  const locate = createLocator(client, bucket);

  async function sign(
    key: string,
    attachment: string | undefined,
    instant: number,
    now: number,
  ): Promise<SignedUrl> {
    const { expiration } = await client.config.credentials();
    const end = Math.min(instant + lifetimeMs, expiration?.getTime() ?? Infinity);
    if (end - now < MIN_LIFETIME_MS) throw new Error("the credentials end too soon to sign with them");
    const expiresIn = Math.floor((end - instant) / 1000);
    const expires = instant + expiresIn * 1000;
    const validity = { expiresIn, signingDate: new Date(instant) };
    const place = await locate();
    if (place !== null) {
      const isChecked = (await client.config.responseChecksumValidation()) === "WHEN_SUPPORTED";
      return { url: await presignAt(place, key, attachment, isChecked, validity), expires };
    }
    const get = { Bucket: bucket, Key: key, ResponseContentDisposition: attachment };
    return { url: await getSignedUrl(client, new GetObjectCommand(get), validity), expires };
  }

  return (key, now, attachment) => {
    const name = attachment === undefined ? key : `${key}\n${attachment}`;
    const instant = signingInstant(key, now, windowSeconds);
    const known = cache.get(name);
    if (known?.instant === instant && now < known.renewAt) return known.url;
    const url = sign(key, attachment, instant, now).catch(async (error: unknown) => {
      // Without credentials for another URL, the known one may still work.
      const before = await known?.url.catch(() => null);
      if (before && before.expires - now >= MIN_LIFETIME_MS) return before;
      cache.delete(name);
      throw new StoreError("sign", error);
    });
    const signed: Signed = { instant, url, renewAt: Infinity };
    cache.set(name, signed);
    void url.then(
      ({ expires }) => {
        // Without better credentials, each poll must not try again.
        if (expires < instant + lifetimeMs)
          signed.renewAt = Math.max(expires - RENEW_BEFORE_END_MS, now + RETRY_MS);
      },
      () => undefined,
    );
    return url;
  };
}

const VALIDITY = /X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z[^X]{1,8}X-Amz-Expires=(\d+)/g;

/**
 * Finds when the first presigned URL of a page ends, however the page writes `&`.
 *
 * @returns ms since 1970; Infinity without URLs; 0 if any URL does not say it
 */
export function findFirstEnd(page: string): number {
  const ends = [...page.matchAll(VALIDITY)].map(([, ...numbers]) => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, seconds = 0] = numbers.map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) + seconds * 1000;
  });
  const urls = page.split("X-Amz-Signature=").length - 1;
  return ends.length < urls ? 0 : ends.reduce((first, end) => Math.min(first, end), Infinity);
}
