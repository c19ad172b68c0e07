// Originals, previews and their URLs at the store under test.
import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { logKey, previewKey } from "#lib/model/keys.ts";
import { createClient } from "#lib/store/client.ts";
import { createUrlSigner, lifetimeSeconds, PRIVATE_WINDOW_SECONDS } from "#lib/store/presign.ts";
import { toAttachment } from "#lib/store/s3-store.ts";
import { frameOf } from "../../support/frames.ts";
import { newAccount } from "../../support/receiver.ts";
import { storeClient, storeSettings, storeWith } from "../../support/store-client.ts";

const JPEG = Buffer.from("an original");
const WEBP = Buffer.from("a preview");
const CACHE_CONTROL = "private, max-age=31536000, immutable";

const store = storeWith();
const { client, bucket: Bucket } = storeClient();
const inTime = () => AbortSignal.timeout(20_000);

describe("an original", () => {
  test("is stored once: the same again is the same, another one stays out", async () => {
    const frame = frameOf(newAccount());
    const put = async (jpeg: Buffer) => (await store.putOriginal(frame, jpeg, null, inTime())).result;
    expect(await put(JPEG)).toBe("stored");
    expect(await put(JPEG)).toBe("same");
    expect(await put(Buffer.from("another"))).toBe("other");
    const Key = logKey({ kind: "frame", frame });
    const kept = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await kept.Body?.transformToString()).toBe("an original");
    expect(kept).toMatchObject({ ContentType: "image/jpeg", CacheControl: CACHE_CONTROL });
  });

  test("keeps its look, is found, and tells when it was stored", async () => {
    const [frame, without] = [frameOf(newAccount()), frameOf(newAccount())];
    const { at } = await store.putOriginal(frame, JPEG, "look v1: 0123456789abcdef", inTime());
    await store.putOriginal(without, JPEG, null, inTime());
    expect(Math.abs(Date.now() - at)).toBeLessThan(5_000);
    expect(await store.findLook(frame, inTime())).toBe("look v1: 0123456789abcdef");
    expect(await store.findLook(without, inTime())).toBeNull();
    expect(await store.originalSize(frame, inTime())).toBe(JPEG.length);
  });

  test("that is gone has no look, and is not found", async () => {
    const frame = frameOf(newAccount());
    expect(await store.findLook(frame, inTime())).toBeNull();
    expect(await store.originalSize(frame, inTime())).toBeNull();
  });
});

test("the preview of a bare frame is empty", async () => {
  const frame = frameOf(newAccount());
  const bare = { ...frame, isBare: true };
  for (const one of [frame, bare]) await store.putPreview(one, WEBP, inTime());
  const head = async (Key: string) => client.send(new HeadObjectCommand({ Bucket, Key }));
  expect(await head(previewKey(frame))).toMatchObject({ ContentLength: 9, CacheControl: CACHE_CONTROL });
  expect(await head(previewKey(bare))).toMatchObject({ ContentLength: 0 });
});

describe("pictures open by their URLs", () => {
  test.each([
    ["a plain stream", "cam"],
    ["a folder", "container1/camera"],
    ["dots", ".."],
    ["reserved characters", "a+b c?d=e&f#g"],
    ["unreserved characters", "'()*!~"],
    ["a percent sign", "100%25"],
    ["any script", "Küche 🎥"],
    ["the longest name", `${"漢".repeat(85)}.`],
  ])("of %s", async (_what, name) => {
    const frame = frameOf("", { stream: { account: newAccount(), name } });
    await store.putOriginal(frame, JPEG, null, inTime());
    await store.putPreview(frame, WEBP, inTime());
    expect((await store.listPreviews(frame.stream, frame.time, 10, inTime())).frames).toMatchObject([frame]);
    const original = await fetch((await store.pictureUrl({ frame, kind: "original" }, Date.now())).url);
    expect(await original.text()).toBe("an original");
    const preview = await fetch((await store.pictureUrl({ frame, kind: "preview" }, Date.now())).url);
    expect(await preview.text()).toBe("a preview");
    expect(preview.headers.get("content-type")).toBe("image/webp");
    expect(preview.headers.get("cache-control")).toBe(CACHE_CONTROL);
    expect(preview.headers.get("content-encoding")).toBeNull();
    const download = await fetch((await store.downloadUrl(frame, Date.now())).url);
    expect(await download.text()).toBe("an original");
    // Miniflare knows no response overrides.
    if (process.env.STORE_KIND === "ceph")
      expect(download.headers.get("content-disposition")).toBe(toAttachment(frame));
  });
});

test("the URL of a gated wall's picture is of no use ten minutes later", async () => {
  const frame = frameOf(newAccount());
  await store.putOriginal(frame, JPEG, null, inTime());
  const options = { windowSeconds: PRIVATE_WINDOW_SECONDS };
  const sign = createUrlSigner(createClient(storeSettings()), Bucket, options);
  const statusAt = async (now: number) => {
    const { url } = await sign(logKey({ kind: "frame", frame }), now);
    return (await fetch(url, { method: "GET" })).status;
  };
  expect(await statusAt(Date.now())).toBe(200);
  const lifetimeMs = lifetimeSeconds(PRIVATE_WINDOW_SECONDS) * 1_000;
  expect(lifetimeMs).toBeLessThanOrEqual(10 * 60_000);
  expect(await statusAt(Date.now() - lifetimeMs - 1_000)).toBe(403);
});
