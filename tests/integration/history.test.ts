import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { findMoment } from "#lib/history/moment.ts";
import { frameKey } from "#lib/store/keys.ts";
import { startFaultyS3 } from "../support/faulty-s3.ts";
import { FEED } from "../support/hook.ts";
import { newAccount, scene, storeWith } from "../support/receiving.ts";
import { storeClient } from "../support/store-client.ts";

test("a moment of a stream is found across reconnects, and no other stream's frames with it", async () => {
  const { account, now, receive, send, store } = scene();
  const ages = [480_000, 300_000, 120_000, 1_000];
  for (const age of ages) {
    await receive(send({ time: now - age, feed: age > 200_000 ? FEED : "after-reconnect" }));
  }
  await receive(send({ time: now - 250_000, stream: `${account}/teststream2` }));
  const stream = { account, name: "teststream" };
  const look = async (feed: string | null, age: number | null) => {
    const query = { stream, feed, at: age === null ? null : now - age };
    const { shown, around } = await findMoment(
      store,
      query,
      { latest: now, previews: true },
      AbortSignal.timeout(10_000),
    );
    return [shown === null ? null : now - shown.time, around.map(({ time }) => now - time)];
  };
  expect(await look(null, null)).toEqual([1_000, ages]);
  expect(await look(null, 120_000)).toEqual([120_000, ages]);
  expect(await look(null, 120_001)).toEqual([300_000, ages]);
  expect(await look(FEED, 1_000)).toEqual([300_000, [480_000, 300_000]]);
  expect(await look(null, 500_000)).toEqual([null, ages]);
});

test("a moment whose original has expired is found by its small picture, with one list more", async () => {
  const s3 = await startFaultyS3(() => null);
  const store = storeWith({ endpoint: s3.endpoint });
  const now = Date.now();
  const stream = { account: newAccount(), name: "teststream" };
  const [expired, kept] = [now - 10 * 86_400_000, now - 60_000];
  const signal = AbortSignal.timeout(30_000);
  for (const time of [expired, kept]) {
    const frame = { stream, feed: FEED, time };
    await store.putFrame(frame, Uint8Array.of(1), signal);
    await store.putPreview(frame, Uint8Array.of(2), signal);
  }
  const { client, bucket } = storeClient();
  const Key = frameKey({ stream, feed: FEED, time: expired });
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  const look = async (at: number, previews: boolean) => {
    s3.requests.length = 0;
    const query = { stream, feed: null, at };
    const { shown } = await findMoment(store, query, { latest: now, previews }, signal);
    return [shown?.time, shown?.hasOriginal, s3.requests.length];
  };
  expect(await look(now, true)).toEqual([kept, true, 2]);
  expect(await look(expired + 5_000, true)).toEqual([expired, false, 3]);
  expect(await look(expired + 5_000, false)).toEqual([undefined, undefined, 2]);
  expect(await look(expired - 1, true)).toEqual([undefined, undefined, 3]);
  await s3.stop();
});
