import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createClient } from "#lib/store/client.ts";
import {
  createUrlSigner,
  lifetimeSeconds,
  PRIVATE_WINDOW_SECONDS,
  SIGNING_WINDOW_SECONDS,
  signingInstant,
} from "#lib/store/presign.ts";
import { StoreError } from "#lib/store/store.ts";
import { createRoleSigner, CREDENTIALS, findParameter, KEY, MINUTE_MS, START, WINDOW_MS } from "./signers.ts";

const SETTINGS = { bucket: "pictures", region: "eu-central-1", checksums: "WHEN_REQUIRED" } as const;

/** The signer of a process of its own; it needs no network. */
function createSigner(maxUrls?: number) {
  const credentials = CREDENTIALS;
  const client = createClient({ ...SETTINGS, endpoint: "https://s3.example.com", credentials });
  return createUrlSigner(client, "pictures", { maxUrls });
}

describe.each([SIGNING_WINDOW_SECONDS, PRIVATE_WINDOW_SECONDS])(
  "the instant in a window of %i s",
  (seconds) => {
    const windowMs = seconds * 1_000;
    const toInstant = (key: string, now: number) => signingInstant(key, now, seconds);
    const key = fc.string();
    const now = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) });

    test("is a whole second, moves by one window, and leaves a URL a whole window of life", () => {
      fc.assert(
        fc.property(key, now, fc.nat(windowMs - 1), (key, now, later) => {
          const instant = toInstant(key, now);
          expect(instant).toBeGreaterThan(now - windowMs);
          expect(instant).toBeLessThanOrEqual(now);
          expect(instant % 1_000).toBe(0);
          expect(instant + lifetimeSeconds(seconds) * 1_000 - now).toBeGreaterThanOrEqual(windowMs);
          expect(toInstant(key, instant + later)).toBe(instant);
          expect(toInstant(key, instant + windowMs)).toBe(instant + windowMs);
        }),
      );
    });

    test("is spread over the window for the keys of a wall", () => {
      const keys = Array.from({ length: 1_000 }, (_, n) => KEY.replace("a%2Fb", `camera${n}`));
      const minutes = keys.map((key) =>
        Math.floor((toInstant(key, windowMs * 9_999) % windowMs) / MINUTE_MS),
      );
      const perMinute = [...Map.groupBy(minutes, (minute) => minute).values()].map((keys) => keys.length);
      expect(perMinute).toHaveLength(seconds / 60);
      expect(Math.max(...perMinute)).toBeLessThan(2 * (1_000 / perMinute.length));
    });
  },
);

test("the instant is the same in every release", () => {
  const key = "previews/ZG6NWV/teststream/8204552011876-20261123T153308.123Z-feed-1.webp";
  const instant = signingInstant(key, Date.UTC(2026, 10, 23, 15), SIGNING_WINDOW_SECONDS);
  expect(new Date(instant).toISOString()).toBe("2026-11-23T14:59:09.000Z");
});

describe("a signed URL", () => {
  test("is the same in every process until its window ends", async () => {
    const [one, other] = [createSigner(), createSigner()];
    const first = await one(KEY, START);
    expect(await other(KEY, START + WINDOW_MS - 1)).toEqual(first);
    const next = await one(KEY, START + WINDOW_MS);
    expect(next).not.toEqual(first);
    expect(await other(KEY, START + WINDOW_MS)).toEqual(next);
  });

  test("is signed once a window, and one call serves all that wait", () => {
    const sign = createSigner();
    const first = sign(KEY, START);
    expect(sign(KEY, START + WINDOW_MS - 1)).toBe(first);
    expect(sign(KEY, START + WINDOW_MS)).not.toBe(first);
  });

  test("is forgotten when too many others were used since", () => {
    const sign = createSigner(2);
    const [one, two] = [sign("one", START), sign("two", START)];
    expect(sign("one", START)).toBe(one);
    void sign("three", START);
    expect(sign("one", START)).toBe(one);
    expect(sign("two", START)).not.toBe(two);
  });

  test("is signed again after an error", async () => {
    let hasRole = false;
    const { sign } = createRoleSigner(() =>
      hasRole ? Promise.resolve(CREDENTIALS) : Promise.reject(new Error("no role")),
    );
    const error: unknown = await sign(KEY, START).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ operation: "sign", message: "sign failed: Error: no role" });
    hasRole = true;
    expect((await sign(KEY, START)).url).toContain("X-Amz-Signature=");
  });

  test("is to the byte that of the SDK, for half an hour", async () => {
    const setting = fc.record({
      endpoint: fc.constantFrom(null, "https://s3.example.com", "http://127.0.0.1:9000/below"),
      checksums: fc.constantFrom("WHEN_REQUIRED", "WHEN_SUPPORTED"),
      credentials: fc.constantFrom(CREDENTIALS, { ...CREDENTIALS, sessionToken: "a+token/of=some kind" }),
    });
    const names = fc.option(fc.string({ unit: "grapheme-ascii", minLength: 1 }), { nil: undefined });
    const keys = fc
      .string({ unit: "grapheme", minLength: 1 })
      .map((key) => `previews/${encodeURIComponent(key)}.webp`);
    await fc.assert(
      fc.asyncProperty(setting, names, keys, async (given, attachment, Key) => {
        const client = createClient({ ...SETTINGS, ...given });
        const { url } = await createUrlSigner(client, "pictures")(Key, START, attachment);
        const get = { Bucket: "pictures", Key, ResponseContentDisposition: attachment };
        const signingDate = new Date(signingInstant(Key, START, SIGNING_WINDOW_SECONDS));
        const expected = { expiresIn: 1_800, signingDate };
        expect(url).toBe(await getSignedUrl(client, new GetObjectCommand(get), expected));
      }),
      { numRuns: 20 },
    );
  });

  test("has the disposition of its own call", async () => {
    const sign = createSigner();
    const [a, b] = ["attachment; filename=a.jpg", "attachment; filename=b.jpg"];
    for (const attachment of [undefined, a, b, undefined]) {
      const { url } = await sign(KEY, START, attachment);
      expect(findParameter(url, "response-content-disposition")).toBe(attachment ?? null);
    }
  });
});
