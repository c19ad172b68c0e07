import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { encodePath, findPlace, type Place } from "./direct.ts";
import { lifetimeSeconds, SIGNING_WINDOW_SECONDS, signingInstant } from "./signing.ts";
import { StoreError, type SignedUrl } from "./store.ts";

/** A key, and the Content-Disposition that the store is to answer with, if it is to be saved. */
type Signed = { readonly key: string; readonly attachment: string | undefined };

/** Ten thousand tiles and room for what they showed before; about 10 MB. */
const MAX_REMEMBERED = 20_000;

/** The SDK fetches new temporary credentials five minutes before the old ones end; we sign anew just after. */
export const RENEW_BEFORE_END_MS = 4.5 * 60_000;
const RETRY_MS = 10_000;
/** A URL that ends sooner is of no use to a viewer. */
const SHORTEST_LIFE_MS = 30_000;

type When = { readonly expiresIn: number; readonly signingDate: Date };
/** What the SDK's signer does beside what it says of itself. */
type Presigner = {
  readonly presign: (request: object, when: When) => Promise<{ readonly query?: Record<string, string> }>;
};
type Remembered = { readonly instant: number; readonly signed: Promise<SignedUrl>; renewAt: number };

/**
 * Presigns GETs; each key once per window and process, and by the SDK's signer alone: through all its layers, a URL takes
 * a third of a millisecond, and a wall of ten thousand tiles three seconds.
 *
 * A URL that is signed with temporary credentials dies with their session, whatever it says. So it is made to say so,
 * and another is made with the next credentials.
 *
 * @param windowSeconds how long a URL stays the same
 * @param mostRemembered of how many keys the URL is kept, those signed last
 */
export function createUrlSigner(
  client: S3Client,
  bucket: string,
  { windowSeconds = SIGNING_WINDOW_SECONDS, mostRemembered = MAX_REMEMBERED } = {},
): (key: string, now: number, attachment?: string) => Promise<SignedUrl> {
  const lifetimeMs = lifetimeSeconds(windowSeconds) * 1000;
  const remembered = new Map<string, Remembered>();
  let place: Promise<Place | null> | undefined;

  async function placeNow(): Promise<Place | null> {
    place ??= findPlace(client, bucket);
    try {
      return await place;
    } catch (error) {
      place = undefined;
      throw error;
    }
  }

  async function sign({ key, attachment }: Signed, instant: number, now: number): Promise<SignedUrl> {
    const { expiration } = await client.config.credentials();
    const expires = Math.min(instant + lifetimeMs, expiration?.getTime() ?? Infinity);
    if (expires - now < SHORTEST_LIFE_MS) throw new Error("the credentials end too soon to sign with them");
    const expiresIn = Math.floor((expires - instant) / 1000);
    const when = { expiresIn, signingDate: new Date(instant) };
    const found = await placeNow();
    const url =
      found === null
        ? await signBySdk({ key, attachment }, when)
        : await signAt(found, { key, attachment }, when);
    return { url, expires: instant + expiresIn * 1000 };
  }

  function signBySdk({ key, attachment }: Signed, when: When): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ResponseContentDisposition: attachment,
    });
    return getSignedUrl(client, command, when);
  }

  /** To the byte what the SDK makes: who shares a wall shares its URLs, whichever version of us signed them. */
  async function signAt(
    { bucket: url, signer }: Place,
    { key, attachment }: Signed,
    when: When,
  ): Promise<string> {
    const isChecked = (await client.config.responseChecksumValidation()) === "WHEN_SUPPORTED";
    const path = url.pathname + encodePath(key);
    const request = {
      method: "GET",
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === "" ? {} : { port: Number(url.port) }),
      path,
      query: {
        "x-id": "GetObject",
        ...(attachment === undefined ? {} : { "response-content-disposition": attachment }),
      },
      headers: {
        host: url.host,
        "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD",
        ...(isChecked ? { "x-amz-checksum-mode": "ENABLED" } : {}),
      },
    };
    const { query = {} } = await (signer as typeof signer & Presigner).presign(request, when);
    const parameters = Object.entries(query)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${encodePath(name)}=${encodeParameter(value)}`);
    return `${url.origin}${path}?${parameters.join("&")}`;
  }

  /** @param before what it was signed as last, which may still work when there are no credentials for another */
  function remember(
    of: Signed,
    instant: number,
    now: number,
    before: Promise<SignedUrl> | null,
  ): Promise<SignedUrl> {
    const name = nameOf(of);
    const signed = sign(of, instant, now).catch(async (error: unknown) => {
      const old = await before?.catch(() => null);
      if (old && old.expires - now >= SHORTEST_LIFE_MS) return old;
      remembered.delete(name);
      throw new StoreError("sign", error);
    });
    const entry: Remembered = { instant, signed, renewAt: Infinity };
    void signed.then(
      ({ expires }) => {
        const isShortened = expires < instant + lifetimeMs;
        // Who has no better credentials yet is not asked again for each poll.
        if (isShortened) entry.renewAt = Math.max(expires - RENEW_BEFORE_END_MS, now + RETRY_MS);
      },
      () => undefined,
    );
    remembered.delete(name);
    remembered.set(name, entry);
    if (remembered.size > mostRemembered) {
      const [oldest] = remembered.keys();
      if (oldest !== undefined) remembered.delete(oldest);
    }
    return signed;
  }

  return (key, now, attachment) => {
    const instant = signingInstant(key, now, windowSeconds);
    const of = { key, attachment };
    const known = remembered.get(nameOf(of));
    if (known?.instant === instant && now < known.renewAt) return known.signed;
    return remember(of, instant, now, known?.signed ?? null);
  };
}

function nameOf({ key, attachment }: Signed): string {
  return attachment === undefined ? key : `${key}\n${attachment}`;
}

function encodeParameter(text: string): string {
  return encodePath(text).replaceAll("/", "%2F");
}
