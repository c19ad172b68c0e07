// The wall at the store under test. tests/unit/gallery has its rules.
import { expect, test } from "vitest";
import { EVERYTHING, parseScope } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { jpegOf, webpSize } from "../support/picture.ts";
import { frameOf } from "../support/frames.ts";
import { newAccount } from "../support/receiver.ts";
import { scene, storeWith } from "../support/receiving.ts";
import { viewerOf, watch } from "../support/seen.ts";

/** The tiles of one account, as a gallery of its own shows them. */
const wallOf = (account: string) => viewerOf(storeWith(), account)();

async function fetchPicture(url: string | null | undefined) {
  const response = await fetch(url ?? "about:blank");
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

test("the wall shows the newest frame of each stream", async () => {
  const { account, now, stream, receive, send } = scene();
  for (const ago of [30_000, 0, 60_000]) await receive(send({ time: now - ago }));
  await receive(send({ time: now - 5_000, stream: `${account}/second/camera`, feed: "feed-2" }));
  expect((await wallOf(account)).tiles).toEqual([
    {
      id: `${account}/second%2Fcamera`,
      stream: `${account}/second/camera`,
      name: "second/camera",
      source: null,
      feed: "feed-2",
      time: now - 5_000,
      seen: now - 5_000,
      ended: false,
      faults: [],
      since: null,
      aspect: 1.778,
      // No larger than a preview.
      original: null,
      picture: expect.stringContaining("/previews/") as unknown,
    },
    expect.objectContaining({ id: `${account}/teststream`, stream, feed: FEED, time: now, seen: now }),
  ]);
});

test("a wall that is watched keeps the tile of a source whose feed reconnects, and shows its end", async () => {
  const { account, now, stream, receive, send, store } = scene();
  const poll = await watch(store, account);
  const tell = (kind: "started" | "ended", feedId: string, sourceId: string) =>
    receive(event({ body: feedsEvent(kind, { streamId: stream, feedId, sourceId }) }));
  for (const feed of ["left", "right"]) {
    await tell("started", feed, feed);
    await receive(send({ feed, time: now - 1_000 }));
  }
  const [left, right] = await poll();
  await tell("started", "left-2", "left");
  await receive(send({ feed: "left-2", time: now }));
  await tell("ended", "right", "right");
  expect(await poll()).toMatchObject([
    { id: left?.id, source: "left", feed: "left-2", time: now, ended: false },
    { id: right?.id, source: "right", ended: true },
  ]);
});

test("a preview can be fetched and kept, also when there is a newer frame", async () => {
  const { account, now, receive, send } = scene();
  await receive(send({ body: await jpegOf(1_280, 720) }));
  const [tile] = (await wallOf(account)).tiles;
  await receive(send({ time: now + 1 }));
  const { response, bytes } = await fetchPicture(tile?.picture);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/webp",
    "cache-control": "private, max-age=31536000, immutable",
  });
  expect(webpSize(bytes)).toEqual({ width: 480, height: 270 });
});

test("the frame itself is shown where previews are off", async () => {
  const { account, receive, send } = scene({ settings: { previews: false } });
  const body = await jpegOf(320, 180);
  await receive(send({ body }));
  const [tile] = (await wallOf(account)).tiles;
  expect(tile?.picture).toContain("/log/");
  const { response, bytes } = await fetchPicture(tile?.picture);
  expect(response.headers.get("content-type")).toBe("image/jpeg");
  expect(Buffer.from(bytes).equals(body)).toBe(true);
});

test("an offline stream is shown by its name and its last picture", async () => {
  const store = storeWith();
  const start = Date.now();
  const time = start - 3_600_000;
  const stream = { account: newAccount(), name: "a/b" };
  await store.putPreview(
    frameOf("", { stream, time, source: "" }),
    Uint8Array.of(1),
    AbortSignal.timeout(10_000),
  );
  // Other tests leave offline streams in the same bucket. A stream that the viewer names is looked up first.
  const scope = parseScope([`${stream.account}/a/b`]) ?? EVERYTHING;
  let now = start;
  const gallery = createGallery({
    store: { ...store, now: () => now },
    log: () => undefined,
    isIndexed: true,
  });
  const poll = async () => {
    now += 2_000;
    return (await gallery.wall(scope))?.tiles;
  };
  const picture: unknown = expect.stringContaining("/previews/");
  await expect
    .poll(poll, { timeout: 30_000 })
    .toMatchObject([{ id: `${stream.account}/a%2Fb`, feed: "feed-1", time, picture }]);
});
