// What a frame costs at the store: S3 bills and limits by the request.
import { afterEach, describe, expect, test } from "vitest";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { scene } from "../support/receiving.ts";

const started: FaultyS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

/** A receiver that has taken one frame, and what it asks of the store from then on: method and room. */
async function runningScene() {
  const s3 = await startFaultyS3(() => null);
  started.push(s3);
  const all = scene({ store: { endpoint: s3.endpoint } });
  await all.receive(all.send());
  s3.requests.length = 0;
  return { ...all, asked: () => s3.requests.map((request) => request.split("/")[0]) };
}

describe("to the store of a receiver that knows the feed,", () => {
  test("a frame is three puts and one delete, and no list", async () => {
    const { now, receive, send, asked } = await runningScene();
    await receive(send({ time: now + 1_000 }));
    expect(asked()).toEqual(["PUT frames", "PUT previews", "PUT latest", "DELETE latest"]);
  });

  test("a late frame is two puts: its fact would be old", async () => {
    const { now, receive, send, asked } = await runningScene();
    await receive(send({ time: now - 1_000 }));
    expect(asked()).toEqual(["PUT frames", "PUT previews"]);
  });

  test("a hook that is refused is nothing at all", async () => {
    const { receive, send, asked } = await runningScene();
    await receive(send({ signature: null }));
    await receive(send({ feed: "../x" }));
    await receive(send({ body: new Uint8Array(5_000_000) }));
    await receive(send({ body: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9) }));
    expect(asked()).toEqual([]);
  });
});

describe("to the store of a receiver that does not know the feed,", () => {
  test("its first frame is two lists more: what it showed before, and what others left behind", async () => {
    const s3 = await startFaultyS3(() => null);
    started.push(s3);
    const { receive, send } = scene({ store: { endpoint: s3.endpoint } });
    await receive(send());
    const asked = s3.requests.map((request) => request.split("/")[0]).sort();
    expect(asked).toEqual(["GET ", "GET ", "PUT frames", "PUT latest", "PUT previews"]);
  });
});
