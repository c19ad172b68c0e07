// What the tests of presigned URLs share.
import { S3Client } from "@aws-sdk/client-s3";
import { vi } from "vitest";
import { createUrlSigner, SIGNING_WINDOW_SECONDS, signingInstant } from "#lib/store/presign.ts";

export const KEY = "previews/ZG6NWV/a%2Fb/2279042-20261123T15/8204552011876,feed-1,64x36.webp";
export const MINUTE_MS = 60_000;
export const WINDOW_MS = SIGNING_WINDOW_SECONDS * 1_000;
export const START = signingInstant(KEY, Date.UTC(2026, 10, 23, 15), SIGNING_WINDOW_SECONDS);
export const CREDENTIALS = { accessKeyId: "id", secretAccessKey: "the key that must not be told" };

/** A signer whose credentials are fetched anew whenever the SDK asks. */
export function createRoleSigner(
  fetchCredentials: () => Promise<typeof CREDENTIALS & { expiration?: Date }>,
) {
  const credentials = vi.fn(fetchCredentials);
  const client = new S3Client({ region: "eu-central-1", credentials });
  return { sign: createUrlSigner(client, "pictures"), credentials };
}

export const findParameter = (url: string, name: string) => new URL(url).searchParams.get(name);
