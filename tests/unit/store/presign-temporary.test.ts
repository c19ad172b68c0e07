import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createUrlSigner } from "#lib/store/presign.ts";
import { SIGNING_WINDOW_SECONDS, signingInstant } from "#lib/store/signing.ts";
import { StoreError } from "#lib/store/store.ts";

const KEY = "previews/ZG6NWV/a%2Fb/2279042-20261123T15/8204552011876,feed-1,64x36.webp";
const START = signingInstant(KEY, Date.UTC(2026, 10, 23, 15), SIGNING_WINDOW_SECONDS);
const CREDENTIALS = { accessKeyId: "id", secretAccessKey: "the key that must not be told" };

describe("the URL of a picture, signed with temporary credentials,", () => {
  const MINUTE_MS = 60_000;

  /** A process whose role is assumed anew whenever the SDK asks, each time for so long. */
  function temporary(sessionMs: number) {
    const sessions: number[] = [];
    const client = new S3Client({
      region: "eu-central-1",
      credentials: () => {
        sessions.push(Date.now() + sessionMs);
        const accessKeyId = `id-${sessions.length}`;
        return Promise.resolve({
          accessKeyId,
          secretAccessKey: "s",
          expiration: new Date(Date.now() + sessionMs),
        });
      },
    });
    return { sign: createUrlSigner(client, "pictures"), sessions };
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("ends no later than they do, and says so", async () => {
    const { sign } = temporary(20 * MINUTE_MS);
    const { url, expires } = await sign(KEY, START);
    expect(expires).toBe(START + 20 * MINUTE_MS);
    expect(new URL(url).searchParams.get("X-Amz-Expires")).toBe(String(20 * 60));
  });

  test("is signed again, with the next credentials, while it still has some minutes", async () => {
    const { sign, sessions } = temporary(12 * MINUTE_MS);
    const first = await sign(KEY, START);
    vi.setSystemTime(START + 7 * MINUTE_MS);
    expect(await sign(KEY, Date.now())).toEqual(first);
    vi.setSystemTime(START + 8 * MINUTE_MS);
    const second = await sign(KEY, Date.now());
    expect(second.url).not.toBe(first.url);
    expect(second.expires).toBe(START + 20 * MINUTE_MS);
    expect(sessions).toHaveLength(2);
  });

  test("is refused when they end too soon for anybody to use it", async () => {
    const { sign } = temporary(20_000);
    await expect(sign(KEY, START)).rejects.toThrow("sign failed: Error: the credentials end too soon");
  });

  test.each([
    ["as long as others when they last", 6 * 60, 30],
    ["as long as others when they end with it", 30, 30],
    ["cut by the minute that they lack", 29, 29],
  ])("is %s", async (_how, session, life) => {
    const { sign, sessions } = temporary(session * MINUTE_MS);
    const { url, expires } = await sign(KEY, START);
    expect(expires).toBe(START + life * MINUTE_MS);
    expect(new URL(url).searchParams.get("X-Amz-Expires")).toBe(String(life * 60));
    expect(sessions).toHaveLength(1);
  });

  test("has its whole life again in the next window, while they last", async () => {
    const { sign, sessions } = temporary(6 * 60 * MINUTE_MS);
    const { url } = await sign(KEY, START);
    vi.setSystemTime(START + 15 * MINUTE_MS);
    const next = await sign(KEY, Date.now());
    expect(next.url).not.toBe(url);
    expect(next.expires).toBe(START + 45 * MINUTE_MS);
    expect(sessions).toHaveLength(1);
  });

  test("stays as it is while there are no credentials for another, for as long as it works", async () => {
    let role = () => Promise.resolve({ ...CREDENTIALS, expiration: new Date(START + 10 * MINUTE_MS) });
    let asked = 0;
    const client = new S3Client({
      region: "eu-central-1",
      credentials: () => {
        asked += 1;
        return role();
      },
    });
    const sign = createUrlSigner(client, "pictures");
    const { url } = await sign(KEY, START);
    role = () => Promise.reject(new Error("no role"));
    const late = START + 8 * MINUTE_MS;
    vi.setSystemTime(late);
    expect((await sign(KEY, late)).url).toBe(url);
    const before = asked;
    expect((await sign(KEY, late + 1_000)).url).toBe(url);
    expect(asked).toBe(before);
    const over = START + 10 * MINUTE_MS;
    vi.setSystemTime(over);
    await expect(sign(KEY, over)).rejects.toBeInstanceOf(StoreError);
  });
});
