// What the cost model says is asked of a store, counted there.
import { afterEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import { REQUESTS } from "../../scripts/costs/model.ts";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { scene } from "../support/receiving.ts";

const FRAME_MS = 30_000;

const started: FaultyS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

async function countedS3() {
  const s3 = await startFaultyS3(() => null);
  started.push(s3);
  const count = (method: string) => s3.requests.filter((request) => request.startsWith(`${method} `)).length;
  return { endpoint: s3.endpoint, requests: s3.requests, count };
}

describe("as the cost model has it,", () => {
  test("an hour of a feed is so many puts, deletes and lists", async () => {
    const { endpoint, requests, count } = await countedS3();
    let now = Date.now();
    const { receive, send } = scene({ store: { endpoint }, now: () => now });
    const frame = async () => expect((await receive(send({ time: now }))).status).toBe(200);
    await frame();
    requests.length = 0;
    const frames = 120;
    for (let n = 0; n < frames; n++) {
      now += FRAME_MS;
      await frame();
    }
    // What was sent again, because no answer came in time, is the same request.
    const different = (method: string) =>
      new Set(requests.filter((request) => request.startsWith(`${method} `))).size;
    expect(different("PUT")).toBe(frames * REQUESTS.putsPerFrame);
    expect(different("DELETE")).toBe(frames);
    expect(count("GET")).toBe(frames / REQUESTS.framesPerList);
  });

  test("a minute of the wall is one list in two seconds, for one viewer as for a hundred", async () => {
    for (const viewers of [1, 100]) {
      const { endpoint, requests } = await countedS3();
      let now = Date.now();
      const { account, store, receive, send } = scene({ store: { endpoint } });
      await receive(send());
      requests.length = 0;
      // One stream's facts are one page, whatever else is in the bucket; the unit tests count pages.
      const listFacts = (_: unknown, signal: AbortSignal) =>
        store.listFacts({ account, name: "teststream" }, signal);
      const gallery = createGallery({
        store: { ...store, listFacts },
        log: () => undefined,
        now: () => now,
      });
      const poll = () => gallery.answer(new Request("http://localhost/api/feeds"), EVERYTHING, "anybody");
      for (let second = 0; second < 60; second++) {
        const answers = await Promise.all(Array.from({ length: viewers }, poll));
        expect(answers.every(({ status }) => status === 200)).toBe(true);
        now += 1_000;
      }
      expect(requests).toEqual(Array<string>(60 / REQUESTS.secondsPerSnapshot).fill("GET "));
    }
  });

  test("to show a picture is one get", async () => {
    const { endpoint, requests } = await countedS3();
    const { receive, send, account, store } = scene({ store: { endpoint } });
    await receive(send());
    const wall = await createGallery({ store, log: () => undefined, now: Date.now }).wall(EVERYTHING);
    requests.length = 0;
    const tile = wall?.tiles.find(({ stream }) => stream.startsWith(account));
    expect((await fetch(tile?.picture ?? "")).headers.get("content-type")).toBe("image/webp");
    expect(requests).toHaveLength(REQUESTS.getsPerPicture);
  });
});
