// What a frame costs at the store: S3 bills and limits by the request.
import { afterEach, describe, expect, test } from "vitest";
import { event, feedsEvent } from "../support/hook.ts";
import { startCountedStore, type CountedStore } from "../support/counted-store.ts";
import { type ReceiverOptions, scene, storeSettings } from "../support/receiving.ts";

const started: CountedStore[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((store) => store.stop()));
});

/** A receiver, and what it asks of the store: method and prefix. */
async function countedScene(settings: ReceiverOptions["settings"] = {}) {
  const store = await startCountedStore(storeSettings().endpoint ?? "");
  started.push(store);
  const all = scene({ settings, store: { endpoint: store.endpoint } });
  const asked = () => store.requests.splice(0).map(toCall);
  return { ...all, asked };
}

/** The method, and the prefix of the key or of the LIST. */
function toCall(request: string): string {
  const [method = "", address = ""] = request.split(" ");
  const prefix = /[/=](log|previews|feeds|faults)\//.exec(address)?.[1] ?? "";
  return `${address.includes("list-type=2") ? "LIST" : method} ${prefix}`;
}

/** The same, of a receiver that has stored one frame. */
async function runningScene(settings: ReceiverOptions["settings"] = {}) {
  const all = await countedScene(settings);
  await all.receive(all.send());
  all.asked();
  return all;
}

describe("to the store of a receiver that knows the feed,", () => {
  test("a frame is two puts, no delete and no list", async () => {
    const { now, receive, send, asked } = await runningScene();
    for (let n = 1; n <= 4; n += 1) await receive(send({ time: now + n * 1_000 }));
    expect(asked()).toEqual([1, 2, 3, 4].flatMap(() => ["PUT previews", "PUT log"]));
  });

  test("a frame is two puts with previews off, and one where streams have no history", async () => {
    const bare = await runningScene({ previews: false });
    await bare.receive(bare.send({ time: bare.now + 1_000 }));
    expect(bare.asked()).toEqual(["PUT log", "PUT previews"]);
    const plain = await runningScene({ previews: false, index: false });
    await plain.receive(plain.send({ time: plain.now + 1_000 }));
    expect(plain.asked()).toEqual(["PUT log"]);
  });

  test("an earlier frame is two puts as well, and its late note is for nobody", async () => {
    const { now, receive, send, asked } = await runningScene();
    await receive(send({ time: now - 60_000 }));
    expect(asked()).toEqual(["PUT previews", "PUT log"]);
  });

  test("a frame that was stored late is one put more", async () => {
    const { now, receive, send, asked } = await countedScene();
    await receive(send({ time: now - 90_000 }));
    asked();
    await receive(send({ time: now - 60_000 }));
    expect(asked()).toEqual(["PUT previews", "PUT log", "PUT log"]);
  });

  test("a feed of unknown source is one list more, once, a minute after its first frame", async () => {
    const { now, receive, send, asked } = await countedScene();
    await receive(send({ time: now - 120_000 }));
    for (const time of [now - 60_000, now]) await receive(send({ time }));
    expect(asked().filter((call) => call === "LIST feeds")).toHaveLength(2);
  });

  test("a duplicate is one put and a look at what is there", async () => {
    const { receive, send, asked } = await runningScene();
    await receive(send());
    expect(asked()).toEqual(["PUT log", "HEAD log"]);
  });

  test("the end of a feed is one put, after its start was two", async () => {
    const { stream, receive, asked } = await runningScene();
    await receive(event({ body: feedsEvent("started", { streamId: stream }) }));
    expect(asked().sort()).toEqual(["PUT feeds", "PUT log"]);
    await receive(event({ body: feedsEvent("ended", { streamId: stream }) }));
    expect(asked()).toEqual(["PUT log"]);
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
  test("its first frame is two lists more: its source, and what it showed before", async () => {
    const { now, receive, send, asked } = await countedScene();
    await receive(send({ feed: "another" }));
    asked();
    await receive(send({ time: now + 1_000 }));
    expect(asked().sort()).toEqual(["LIST feeds", "LIST previews", "PUT log", "PUT previews"]);
  });

  test("a crowd of new feeds is two puts each, and a lookup for a few", async () => {
    const { receive, send, asked } = await countedScene({ previews: false });
    await receive(send());
    asked();
    for (let round = 0; round < 3; round += 1) {
      const feeds = Array.from({ length: 50 }, (_, n) => `feed-${round}-${n}`);
      await Promise.all(feeds.map((feed) => receive(send({ feed, time: Date.now() }))));
    }
    const calls = asked();
    expect(calls.filter((call) => call.startsWith("PUT "))).toHaveLength(300);
    // A burst of 50, one for each ten hooks, and one for each second.
    const lookups = calls.filter((call) => call === "LIST feeds").length;
    expect(lookups).toBeGreaterThanOrEqual(50);
    expect(lookups).toBeLessThan(110);
  });

  test("a process asks the time once", async () => {
    const { now, receive, send, asked } = await countedScene();
    await Promise.all([1, 2, 3].map((n) => receive(send({ time: now + n }))));
    expect(asked().filter((call) => call === "HEAD log")).toHaveLength(1);
  });
});
