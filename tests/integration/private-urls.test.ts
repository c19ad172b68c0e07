import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { toAttachment } from "#lib/store/s3-store.ts";
import { createUrlSigner, lifetimeSeconds, PRIVATE_WINDOW_SECONDS } from "#lib/store/presign.ts";
import { logKey } from "#lib/model/keys.ts";
import { createClient } from "#lib/store/client.ts";
import { jpegOf } from "../support/picture.ts";
import { frameOf } from "../support/frames.ts";
import { storeSettings, storeWith } from "../support/store-client.ts";

test("the URL of a gated wall's picture is of no use minutes after it was handed out", async () => {
  const settings = storeSettings();
  const frame = frameOf("", { stream: { account: "ZG6NWV", name: randomUUID() } });
  await storeWith().putOriginal(frame, await jpegOf(64, 36), null, AbortSignal.timeout(10_000));
  const options = { windowSeconds: PRIVATE_WINDOW_SECONDS };
  const signedAt = async (now: number) =>
    createUrlSigner(createClient(settings), settings.bucket, options)(logKey({ kind: "frame", frame }), now);
  const fresh = await fetch((await signedAt(Date.now())).url);
  expect(fresh.status).toBe(200);
  await fresh.arrayBuffer();
  const lifetimeMs = lifetimeSeconds(PRIVATE_WINDOW_SECONDS) * 1000;
  expect(lifetimeMs).toBeLessThanOrEqual(10 * 60_000);
  const old = await fetch((await signedAt(Date.now() - lifetimeMs - 1_000)).url);
  expect(old.status).toBe(403);
  await old.arrayBuffer();
});

// Miniflare knows no response overrides.
test.skipIf(process.env.STORE_KIND !== "ceph")(
  "an original is saved under a name that tells what it is",
  async () => {
    const store = storeWith();
    const stream = { account: "ZG6NWV", name: `Café ${randomUUID()}` };
    const frame = frameOf("", { stream });
    await store.putOriginal(frame, await jpegOf(64, 36), null, AbortSignal.timeout(10_000));
    const { url } = await store.downloadUrl(frame, Date.now());
    const answer = await fetch(url);
    expect(answer.headers.get("content-disposition")).toBe(toAttachment(frame));
    await answer.arrayBuffer();
  },
);
