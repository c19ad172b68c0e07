// The cost of a hook at the store: S3 bills by the request. tests/integration counts those of each method of the store.
import { describe, expect, test } from "vitest";
import { event, feedsEvent } from "../../support/hook.ts";
import { memoryScene, type ReceiverOptions } from "../../support/receiver.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A receiver, and its requests since the last time that they were asked for. */
function countedScene(settings: ReceiverOptions["settings"] = {}) {
  const all = memoryScene({ settings });
  return { ...all, requests: () => all.store.requests.splice(0) };
}

/** A receiver that has stored one frame. */
async function runningScene(settings: ReceiverOptions["settings"] = {}) {
  const all = countedScene(settings);
  await all.receive(all.send());
  all.requests();
  return all;
}

describe("at a receiver that knows the feed", () => {
  test.each([
    ["with previews", {}, ["PUT previews", "PUT log"]],
    ["without previews", { previews: false }, ["PUT log", "PUT previews"]],
    ["without previews and history", { previews: false, index: false }, ["PUT log"]],
  ])("a frame %s costs its puts only", async (_name, settings, puts) => {
    const { now, receive, send, requests } = await runningScene(settings);
    for (const n of [1, 2]) await receive(send({ time: now + n * SECOND }));
    expect(requests()).toEqual([...puts, ...puts]);
  });

  test("an earlier frame costs the same", async () => {
    const { now, receive, send, requests } = await runningScene();
    await receive(send({ time: now - MINUTE }));
    expect(requests()).toEqual(["PUT previews", "PUT log"]);
  });

  test("a late frame costs one put more", async () => {
    const { now, receive, send, requests } = countedScene();
    await receive(send({ time: now - 90 * SECOND }));
    requests();
    await receive(send({ time: now - MINUTE }));
    expect(requests()).toEqual(["PUT previews", "PUT log", "PUT log"]);
  });

  test("a duplicate costs one put and one HEAD", async () => {
    const { receive, send, requests } = await runningScene();
    await receive(send());
    expect(requests()).toEqual(["PUT log", "HEAD log"]);
  });

  test("the start of a feed costs two puts, and its end one", async () => {
    const { stream, receive, requests } = await runningScene();
    await receive(event({ body: feedsEvent("started", { streamId: stream }) }));
    expect(requests().sort()).toEqual(["PUT feeds", "PUT log"]);
    await receive(event({ body: feedsEvent("ended", { streamId: stream }) }));
    expect(requests()).toEqual(["PUT log"]);
  });
});

describe("at a receiver that does not know the feed", () => {
  test("its first frame costs two lists more", async () => {
    const { receive, send, requests } = countedScene();
    await receive(send());
    expect(requests().sort()).toEqual(["LIST feeds", "LIST previews", "PUT log", "PUT previews"]);
  });

  test("an unknown source is asked for once more, a minute later", async () => {
    const { now, receive, send, requests } = countedScene();
    for (const ago of [2, 1.5, 1, 0]) await receive(send({ time: now - ago * MINUTE }));
    expect(requests().filter((request) => request === "LIST feeds")).toHaveLength(2);
  });

  test("a crowd of new feeds costs two puts each, and lookups for some", async () => {
    const { receive, send, requests } = await runningScene({ previews: false });
    for (let round = 0; round < 3; round += 1) {
      const feeds = Array.from({ length: 50 }, (_, n) => `feed-${round}-${n}`);
      await Promise.all(feeds.map((feed) => receive(send({ feed, time: Date.now() }))));
    }
    const all = requests();
    expect(all.filter((request) => request.startsWith("PUT "))).toHaveLength(300);
    // A burst of 50, one for each ten hooks, and one for each second.
    const lookups = all.filter((request) => request === "LIST feeds").length;
    expect(lookups).toBeGreaterThanOrEqual(50);
    expect(lookups).toBeLessThan(110);
  });
});
