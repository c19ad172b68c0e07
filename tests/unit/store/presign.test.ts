import { describe, expect, test } from "vitest";
import { createClient } from "#lib/store/client.ts";
import { createUrlSigner } from "#lib/store/presign.ts";
import { SIGNING_WINDOW_SECONDS, signingInstant } from "#lib/store/signing.ts";

const KEY = "previews/ZG6NWV/a%2Fb/8204552011876-20261123T153308.123Z-feed-1.webp";
const WINDOW_MS = SIGNING_WINDOW_SECONDS * 1_000;
const START = signingInstant(KEY, Date.UTC(2026, 10, 23, 15));
const CREDENTIALS = { accessKeyId: "id", secretAccessKey: "the key that must not be told" };

/** Of a process of its own; it needs no network. */
function signer(credentials = CREDENTIALS) {
  const endpoint = "https://s3.example.com";
  const settings = { bucket: "frames", region: "eu-central-1", checksums: "WHEN_REQUIRED" } as const;
  return createUrlSigner(createClient({ ...settings, endpoint, credentials }), "frames");
}

describe("the URL of a picture", () => {
  test("names its key and its bucket, for half an hour from the start of its window", async () => {
    const url = new URL(await signer()(KEY, START + 1));
    expect(url.origin + url.pathname).toBe(`https://s3.example.com/frames/${KEY.replaceAll("%", "%25")}`);
    expect(url.searchParams.get("X-Amz-Expires")).toBe("1800");
    expect(url.searchParams.get("X-Amz-Date")).toBe(
      new Date(START).toISOString().replaceAll(/[-:]|\.000/g, ""),
    );
    expect(url.href).not.toContain(CREDENTIALS.secretAccessKey);
  });

  test("is the same in every process until its window ends, and another then", async () => {
    const [one, other] = [signer(), signer()];
    const first = await one(KEY, START);
    expect(await one(KEY, START + WINDOW_MS - 1)).toBe(first);
    expect(await other(KEY, START + WINDOW_MS - 1)).toBe(first);
    expect(await one(KEY, START + WINDOW_MS)).not.toBe(first);
    expect(await one(KEY, START + WINDOW_MS)).toBe(await other(KEY, START + WINDOW_MS));
  });

  test("is another for another key, and for another secret", async () => {
    const url = await signer()(KEY, START);
    const signatureOf = (url: string) => new URL(url).searchParams.get("X-Amz-Signature");
    expect(await signer()(KEY.replace("feed-1", "feed-2"), START)).not.toBe(url);
    const other = signer({ ...CREDENTIALS, secretAccessKey: "another" });
    expect(signatureOf(await other(KEY, START))).not.toBe(signatureOf(url));
  });
});
