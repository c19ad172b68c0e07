// The requests that the cost model assumes.
import { expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import { REQUESTS } from "../../../scripts/costs/model.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { newStream, receiverOn } from "../../support/receiver.ts";

const HOUR_MS = 3_600_000;
const FRAME_MS = 30_000;
/** No picture is a fault. */
const WATCH = { darkBelow: 0, blackShare: 1, frozenAfterMs: null, stillWithin: 2 };

test.each([
  ["with previews", {}, REQUESTS.putsPerFrame],
  ["without previews", { previews: false }, REQUESTS.putsPerFrame],
  ["without an index", { previews: false, index: false }, REQUESTS.putsPerFrameWithoutIndex],
])("an hour of a feed %s is PUTs only", async (_, settings, putsPerFrame) => {
  let now = Date.now() - HOUR_MS;
  const store = createMemoryStore(() => now);
  const { receive } = receiverOn(store, { settings: { ...settings, watch: WATCH } });
  const { send } = newStream();
  async function sendFrames(count: number) {
    for (let n = 0; n < count; n++) {
      now += FRAME_MS;
      expect((await receive(send({ time: now }))).status).toBe(200);
    }
  }
  // The first frame of a feed is looked up, and an unknown source again a minute later.
  await sendFrames(3);
  store.requests.length = 0;
  const frames = HOUR_MS / FRAME_MS;
  await sendFrames(frames);
  expect(store.requests.filter((request) => request.startsWith("PUT "))).toHaveLength(frames * putsPerFrame);
  expect(store.requests).toHaveLength(frames * putsPerFrame);
});

test("a minute of a wall with 100 viewers is one LIST in two seconds", async () => {
  let now = Date.now();
  const store = createMemoryStore(() => now);
  const gallery = createGallery({ store, log: () => undefined, isIndexed: false });
  const poll = () => gallery.answer(new Request("http://localhost/api/feeds"), EVERYTHING, "anybody");
  // The second poll also reads the stalled feeds, once for each process.
  for (let n = 0; n < 2; n++) {
    await poll();
    await new Promise((resolve) => setTimeout(resolve, 50));
    now += 2_000;
  }
  store.requests.length = 0;
  for (let second = 0; second < 60; second++) {
    now += 1_000;
    const answers = await Promise.all(Array.from({ length: 100 }, poll));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  }
  expect(store.requests).toEqual(Array.from({ length: 60 / REQUESTS.secondsPerPoll }, () => "LIST log"));
});
