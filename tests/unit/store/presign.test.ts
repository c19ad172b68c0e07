import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createClient } from "#lib/store/client.ts";
import { createUrlSigner } from "#lib/store/presign.ts";
import { StoreError } from "#lib/store/store.ts";
import { SIGNING_WINDOW_SECONDS, signingInstant } from "#lib/store/signing.ts";

const KEY = "previews/ZG6NWV/a%2Fb/2279042-20261123T15/8204552011876,feed-1,64x36.webp";
const WINDOW_MS = SIGNING_WINDOW_SECONDS * 1_000;
const START = signingInstant(KEY, Date.UTC(2026, 10, 23, 15), SIGNING_WINDOW_SECONDS);
const CREDENTIALS = { accessKeyId: "id", secretAccessKey: "the key that must not be told" };

function clientWith(credentials: typeof CREDENTIALS) {
  const endpoint = "https://s3.example.com";
  const settings = { bucket: "pictures", region: "eu-central-1", checksums: "WHEN_REQUIRED" } as const;
  return createClient({ ...settings, endpoint, credentials });
}

/** Of a process of its own; it needs no network. */
function signer(credentials = CREDENTIALS) {
  return createUrlSigner(clientWith(credentials), "pictures");
}

describe("the URL of a picture", () => {
  test("names its key and its bucket, for half an hour from the start of its window", async () => {
    const url = new URL((await signer()(KEY, START + 1)).url);
    expect(url.origin + url.pathname).toBe(
      `https://s3.example.com/pictures/${KEY.replaceAll("%", "%25").replaceAll(",", "%2C")}`,
    );
    expect(url.searchParams.get("X-Amz-Expires")).toBe("1800");
    expect(url.searchParams.get("X-Amz-Date")).toBe(
      new Date(START).toISOString().replaceAll(/[-:]|\.000/g, ""),
    );
    expect(url.href).not.toContain(CREDENTIALS.secretAccessKey);
  });

  test("is the same in every process until its window ends, and another then", async () => {
    const [one, other] = [signer(), signer()];
    const first = await one(KEY, START);
    expect(await one(KEY, START + WINDOW_MS - 1)).toEqual(first);
    expect(await other(KEY, START + WINDOW_MS - 1)).toEqual(first);
    expect(await one(KEY, START + WINDOW_MS)).not.toEqual(first);
    expect(await one(KEY, START + WINDOW_MS)).toEqual(await other(KEY, START + WINDOW_MS));
  });

  test("is signed once a window: whoever asks again is given the same, while it is being signed as well", () => {
    const url = signer();
    const first = url(KEY, START);
    expect(url(KEY, START + WINDOW_MS - 1)).toBe(first);
    expect(url(KEY, START + WINDOW_MS)).not.toBe(first);
  });

  test("is forgotten when others were signed since, the oldest first, so that memory is bounded", () => {
    const url = createUrlSigner(clientWith(CREDENTIALS), "pictures", { mostRemembered: 2 });
    const [one, two, three] = ["one", "two", "three"] as const;
    const first = url(one, START);
    const second = url(two, START);
    expect(url(one, START)).toBe(first);
    expect(url(two, START)).toBe(second);
    const later = url(one, START + WINDOW_MS);
    const third = url(three, START);
    expect(url(one, START + WINDOW_MS)).toBe(later);
    expect(url(three, START)).toBe(third);
    expect(url(two, START)).not.toBe(second);
  });

  test("is asked for again after it could not be signed", async () => {
    let fails = true;
    const role = () => (fails ? Promise.reject(new Error("no role")) : Promise.resolve(CREDENTIALS));
    const client = new S3Client({ region: "eu-central-1", credentials: role });
    const url = createUrlSigner(client, "pictures");
    const refused: unknown = await url(KEY, START).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreError);
    expect(refused).toMatchObject({ operation: "sign", message: "sign failed: Error: no role" });
    fails = false;
    expect((await url(KEY, START)).url).toContain("X-Amz-Signature=");
  });

  test.each(["WHEN_REQUIRED", "WHEN_SUPPORTED"] as const)(
    "is to the byte what the SDK makes of any key, file name, address and credentials (checksums %s)",
    async (checksums) => {
      const settings = { bucket: "pictures", region: "eu-central-1", checksums } as const;
      const endpoints = fc.constantFrom(null, "https://s3.example.com", "http://127.0.0.1:9000/below");
      const tokens = fc.constantFrom(undefined, "a+token/of=some kind");
      const names = fc.option(fc.string({ unit: "grapheme-ascii", minLength: 1 }), { nil: undefined });
      const keys = fc
        .string({ unit: "grapheme", minLength: 1 })
        .map((key) => `previews/${encodeURIComponent(key)}.webp`);
      await fc.assert(
        fc.asyncProperty(endpoints, tokens, names, keys, async (endpoint, sessionToken, attachment, key) => {
          const credentials = { ...CREDENTIALS, ...(sessionToken === undefined ? {} : { sessionToken }) };
          const client = createClient({ ...settings, endpoint, credentials });
          const { url } = await createUrlSigner(client, "pictures")(key, START, attachment);
          const command = new GetObjectCommand({
            Bucket: "pictures",
            Key: key,
            ResponseContentDisposition: attachment,
          });
          const signingDate = new Date(signingInstant(key, START, SIGNING_WINDOW_SECONDS));
          expect(url).toBe(await getSignedUrl(client, command, { expiresIn: 1_800, signingDate }));
        }),
        { numRuns: 20 },
      );
    },
  );

  test("to show it is another than to save it, and to save it under another name", async () => {
    const url = signer();
    const dispositionOf = async (attachment?: string) =>
      new URL((await url(KEY, START, attachment)).url).searchParams.get("response-content-disposition");
    for (const attachment of [
      undefined,
      "attachment; filename=a.jpg",
      "attachment; filename=b.jpg",
      undefined,
    ])
      expect(await dispositionOf(attachment)).toBe(attachment ?? null);
  });

  test("is another for another key, and for another secret", async () => {
    const { url } = await signer()(KEY, START);
    const signatureOf = (url: string) => new URL(url).searchParams.get("X-Amz-Signature");
    expect((await signer()(KEY.replace("feed-1", "feed-2"), START)).url).not.toBe(url);
    const other = signer({ ...CREDENTIALS, secretAccessKey: "another" });
    expect(signatureOf((await other(KEY, START)).url)).not.toBe(signatureOf(url));
  });
});
