// The requests that the cost model assumes, counted at a store.
import { afterEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import { REQUESTS } from "../../scripts/costs/model.ts";
import { type CountedStore, startCountedStore } from "../support/counted-store.ts";
import { scene, storeSettings } from "../support/receiving.ts";

const FRAME_MS = 30_000;

const started: CountedStore[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((store) => store.stop()));
});

async function countedStore() {
  const store = await startCountedStore(storeSettings().endpoint ?? "");
  started.push(store);
  return store;
}

describe("as the cost model has it,", () => {
  test.each([
    ["with previews", {}, REQUESTS.putsPerFrame],
    ["without previews", { previews: false }, REQUESTS.putsPerFrame],
    ["without an index", { previews: false, index: false }, REQUESTS.putsPerFrameWithoutIndex],
  ])("an hour of a feed %s is so many PUTs, and nothing else", async (_which, settings, putsPerFrame) => {
    const counted = await countedStore();
    let now = Date.now() - 3_600_000;
    const { receive, send: hook } = scene({
      // The picture stays the same, which is no fault here.
      settings: { ...settings, watch: { darkBelow: 0, blackShare: 1, frozenAfterMs: null, stillWithin: 2 } },
      store: { endpoint: counted.endpoint },
      through: (store) => ({
        ...store,
        now: () => now,
        // The store answers at the time of the test, and not an hour later.
        putOriginal: async (...put) => ({ ...(await store.putOriginal(...put)), at: now }),
      }),
    });
    async function send(count: number) {
      for (let n = 0; n < count; n++) {
        now += FRAME_MS;
        expect((await receive(hook({ time: now }))).status).toBe(200);
      }
    }
    // The first frame of a feed is looked up, and a source that is unknown then once more, a minute later.
    await send(3);
    counted.reset();
    const frames = 120;
    await send(frames);
    // A request that is sent again, since no answer came in time, is the same one.
    const puts = new Set(counted.requests.filter((request) => request.startsWith("PUT ")));
    expect(puts.size).toBe(frames * putsPerFrame);
    expect(["LIST", "DELETE", "GET"].map((operation) => counted.count(operation as "LIST"))).toEqual([
      0, 0, 0,
    ]);
  });

  test.each([1, 100])("a minute of the wall of %i viewers is one LIST in two seconds", async (viewers) => {
    const counted = await countedStore();
    let now = Date.UTC(2026, 5, 1) + Math.floor(Math.random() * 1e6) * 1_000;
    const { store } = scene({ store: { endpoint: counted.endpoint } });
    const gallery = createGallery({
      store: { ...store, now: () => now },
      log: () => undefined,
      isIndexed: false,
    });
    const poll = () => gallery.answer(new Request("http://localhost/api/feeds"), EVERYTHING, "anybody");
    // The second poll also reads the stalled feeds, once for each process.
    for (let n = 0; n < 2; n++) {
      await poll();
      await new Promise((resolve) => setTimeout(resolve, 300));
      now += 2_000;
    }
    counted.reset();
    for (let second = 0; second < 60; second++) {
      now += 1_000;
      const answers = await Promise.all(Array.from({ length: viewers }, poll));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    }
    expect(counted.count("LIST", "log/")).toBe(60 / REQUESTS.secondsPerPoll);
    expect(counted.requests).toHaveLength(60 / REQUESTS.secondsPerPoll);
  });

  test("to show a picture is one GET", async () => {
    const counted = await countedStore();
    const { receive, send, account, store } = scene({ store: { endpoint: counted.endpoint } });
    await receive(send());
    const gallery = createGallery({ store, log: () => undefined, isIndexed: true });
    const tile = (await gallery.wall(EVERYTHING))?.tiles.find(({ stream }) => stream.startsWith(account));
    await new Promise((resolve) => setTimeout(resolve, 300));
    counted.reset();
    expect((await fetch(tile?.picture ?? "")).headers.get("content-type")).toBe("image/webp");
    expect(counted.requests).toHaveLength(REQUESTS.getsPerPicture);
  });
});
