import { describe, expect, test } from "vitest";
import { toFeeds } from "#lib/model/feed.ts";
import { hasEnded, toTiles } from "#lib/model/tile.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { entriesOf, receiver, scene, shownOf } from "../support/receiving.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe("a stream that reconnects under a new feed", () => {
  const OLD = { feed: "old" };
  const NEW = { feed: "new" };

  test("keeps its tile at once when the feeds hooks told of both", async () => {
    const { account, now, stream, receive, send, store } = scene();
    for (const [feed, time] of [
      ["old", now - 10 * SECOND],
      ["new", now],
    ] as const) {
      await receive(event({ body: feedsEvent("started", { streamId: stream, feedId: feed }) }));
      await receive(send({ feed, time }));
    }
    expect(await shownOf(store, account)).toEqual([
      { id: "teststream", feed: "new", source: null, time: now },
    ]);
  });

  test("has its tile back 75 s after the old feed's last frame, without any hook", async () => {
    const { account, now, receive, send, store } = scene();
    await receive(send({ ...OLD, time: now - 76 * SECOND }));
    await receive(send({ ...NEW, time: now }));
    expect(await shownOf(store, account)).toEqual([
      { id: "teststream", feed: "new", source: null, time: now },
    ]);
  });

  test("leaves the other sources of the stream their tiles", async () => {
    const { account, now, stream, receive, send, store } = scene();
    for (const feed of ["left", "right"]) {
      await receive(
        event({ body: feedsEvent("started", { streamId: stream, feedId: feed, sourceId: feed }) }),
      );
    }
    await receive(send({ feed: "left", time: now - 9 * MINUTE }));
    await receive(send({ feed: "right", time: now - 30 * SECOND }));
    await receiver().receive(send({ feed: "right", time: now }));
    expect(await shownOf(store, account)).toMatchObject([{ source: "left" }, { source: "right", time: now }]);
  });
});

describe("a feed that ended", () => {
  test("is shown as ended, until a later frame brings it back", async () => {
    const { account, now, stream, receive, send } = scene();
    const isEnded = async () =>
      toTiles(toFeeds(await entriesOf(account))).map(({ feed: shown }) => hasEnded(shown));
    const end = feedsEvent("ended", { streamId: stream, feedId: FEED, ended: now - 10 * SECOND });
    await receive(send({ time: now - 30 * SECOND }));
    expect(await isEnded()).toEqual([false]);
    await receive(event({ body: end }));
    expect(await isEnded()).toEqual([true]);
    await receive(send({ time: now }));
    expect(await isEnded()).toEqual([false]);
  });
});
