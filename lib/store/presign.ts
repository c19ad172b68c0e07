import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { signingInstant, URL_LIFETIME_SECONDS } from "./signing.ts";
import { StoreError } from "./store.ts";

/** Ten thousand tiles and room for what they showed before; about 10 MB. */
const MAX_REMEMBERED = 20_000;

type Signed = { readonly instant: number; readonly url: Promise<string> };

/** Presigns GETs; each key once per window and process, because the SDK takes a third of a millisecond. */
export function createUrlSigner(
  client: S3Client,
  bucket: string,
): (key: string, now: number) => Promise<string> {
  const remembered = new Map<string, Signed>();

  function sign(key: string, instant: number): Promise<string> {
    const command = new GetObjectCommand({ Bucket: bucket, Key: key });
    return getSignedUrl(client, command, {
      expiresIn: URL_LIFETIME_SECONDS,
      signingDate: new Date(instant),
    }).catch((error: unknown) => {
      remembered.delete(key);
      throw new StoreError("sign", error);
    });
  }

  return (key, now) => {
    const instant = signingInstant(key, now);
    const known = remembered.get(key);
    if (known?.instant === instant) return known.url;
    const url = sign(key, instant);
    remembered.delete(key);
    remembered.set(key, { instant, url });
    if (remembered.size > MAX_REMEMBERED) {
      const [oldest] = remembered.keys();
      if (oldest !== undefined) remembered.delete(oldest);
    }
    return url;
  };
}
