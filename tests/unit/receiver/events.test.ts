import { describe, expect, test } from "vitest";
import { event, FEED, feedsEvent } from "../../support/hook.ts";
import { SMALL_JPEG } from "../../support/picture.ts";
import { answerOf, memoryScene, receiverOn } from "../../support/receiver.ts";
import { listEntries, shownOf, viewerOf } from "../../support/seen.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** A receiver, and feeds events of a stream. */
function eventScene() {
  const all = memoryScene();
  const tell = (kind: "started" | "ended", data: Record<string, unknown> = {}, timestamp = Date.now()) =>
    all.receive(event({ body: { ...feedsEvent(kind, { streamId: all.stream, ...data }), timestamp } }));
  /** All keys, without what is the same in all tests. */
  const keys = () => all.store.keys().map((key) => key.replace(/^(\w+)\/.*?([^,/]+,[^,]*)$/, "$1 $2"));
  return { ...all, tell, keys };
}

describe("a feeds event", () => {
  test("of a started feed is stored in the log, with its source beside", async () => {
    const { tell, keys, lines } = eventScene();
    expect((await tell("started", { sourceId: "left/1" })).status).toBe(200);
    expect(keys()).toEqual([`feeds ${FEED},source=left%2F1`, "log started,source=left%2F1"]);
    expect(lines).toMatchObject([
      { event: "hook", outcome: "event", status: 200, type: "feeds.started", feed: FEED, source: "left/1" },
    ]);
  });

  test("without a source is stored as a source without a name", async () => {
    const { tell, keys } = eventScene();
    await tell("started");
    expect(keys()).toEqual([`feeds ${FEED},source=`, "log started,source="]);
  });

  test("of an ended feed is stored with its time, whatever its source", async () => {
    const { now, tell, keys, lines } = eventScene();
    await tell("ended", { ended: now, sourceId: "場".repeat(500) });
    const key = `feeds ${FEED},source=${encodeURIComponent(String(lines[0]?.source))}`;
    expect(keys()).toEqual([key, `log ${FEED},ended=${now}`]);
    const source = expect.stringMatching(/^場+… [0-9a-f]{8}$/) as string;
    expect(lines).toMatchObject([{ outcome: "event", status: 200, source }]);
  });

  test("of the future is stored as of now", async () => {
    const { account, now, store, tell } = eventScene();
    await tell("started", {}, now + DAY);
    await tell("ended", { ended: now + 365 * DAY }, now + DAY);
    const entries = await listEntries(store, account);
    const times = entries.flatMap((entry) => (entry.kind === "ended" ? [entry.at, entry.ended] : []));
    const started = entries.flatMap((entry) => (entry.kind === "started" ? entry.at : []));
    expect([started.length, times.length]).toEqual([1, 2]);
    for (const time of [...times, ...started]) expect(Math.abs(time - now)).toBeLessThan(MINUTE);
  });

  test("tells the source of the frames that follow", async () => {
    const { account, now, receive, send, tell, store } = eventScene();
    await tell("started", { sourceId: "left" });
    await receive(send());
    expect(await shownOf(store, account)).toEqual([
      { id: "teststream/left", feed: FEED, source: "left", time: now },
    ]);
    expect(store.keys()).toContainEqual(expect.stringMatching(/,64x36,source=left\.jpg$/));
  });

  test.each([0, MINUTE, DAY])("of %i ms ago is stored once, however often it comes", async (age) => {
    const { now, tell, store } = eventScene();
    await tell("started", {}, now - age);
    const keys = store.keys();
    for (let n = 0; n < 3; n += 1) expect((await tell("started", {}, now - age)).status).toBe(200);
    expect(store.keys()).toEqual(keys);
  });

  test("that is late is stored once more where the live wall reads", async () => {
    const { account, now, tell, lines, store } = eventScene();
    const ended = now - 30 * SECOND;
    await tell("ended", { ended }, ended);
    const entries = await listEntries(store, account);
    expect(entries).toMatchObject([
      { kind: "ended", ended, at: ended },
      { kind: "ended", ended },
    ]);
    expect(lines).toMatchObject([{ outcome: "event", noted: true }]);
  });

  test("of another type is ignored: 200, and nothing is stored", async () => {
    const { receive, lines, store, stream } = eventScene();
    const body = { type: "weather", event: "rain", timestamp: Date.now(), data: { streamId: stream } };
    expect((await receive(event({ body }))).status).toBe(200);
    expect(lines).toMatchObject([{ outcome: "ignored", status: 200, type: "weather.rain" }]);
    expect(store.requests).toEqual([]);
  });
});

describe("a rejected event", () => {
  test.each([
    ["which is no JSON", "feed started", "the body is not JSON"],
    ["which is a JPEG", SMALL_JPEG, "the body is not JSON"],
    ["with a bad feed id", feedsEvent("started", { feedId: "../x" }), /^data\.feedId: must be 1 to 64/],
  ])("%s is answered 400 with the reason", async (_name, body, why) => {
    const { receive, lines, store } = eventScene();
    const detail: unknown = expect.stringMatching(why);
    expect(await answerOf(await receive(event({ body })))).toEqual({
      status: 400,
      type: "application/problem+json",
      body: { title: "The event cannot be read", status: 400, detail },
    });
    expect(lines).toMatchObject([{ outcome: "bad-event", status: 400, detail }]);
    expect(store.requests).toEqual([]);
  });

  test("without a signature is answered 401", async () => {
    const { receive, stream, store } = eventScene();
    const body = feedsEvent("ended", { streamId: stream });
    expect((await receive(event({ body, signature: null }))).status).toBe(401);
    expect(store.requests).toEqual([]);
  });

  test("that comes as a picture is answered 422", async () => {
    const { receive, send, stream, store } = eventScene();
    const body = new TextEncoder().encode(JSON.stringify(feedsEvent("started", { streamId: stream })));
    expect((await receive(send({ body }))).status).toBe(422);
    expect(store.requests).toEqual([]);
  });
});

describe("a stream that reconnects under a new feed", () => {
  test("keeps its tile at once when feeds hooks told both", async () => {
    const { account, now, receive, send, store, tell } = eventScene();
    for (const [feedId, time] of [
      ["old", now - 10 * SECOND],
      ["new", now],
    ] as const) {
      await tell("started", { feedId });
      await receive(send({ feed: feedId, time }));
    }
    expect(await shownOf(store, account)).toEqual([
      { id: "teststream", feed: "new", source: null, time: now },
    ]);
  });

  test("has its tile back 75 s after the last frame of the old feed, without any hook", async () => {
    const { account, now, receive, send, store } = eventScene();
    await receive(send({ feed: "old", time: now - 76 * SECOND }));
    await receive(send({ feed: "new", time: now }));
    expect(await shownOf(store, account)).toMatchObject([{ id: "teststream", feed: "new" }]);
  });

  test("leaves the other sources their tiles", async () => {
    const { account, now, receive, send, store, tell } = eventScene();
    for (const feed of ["left", "right"]) await tell("started", { feedId: feed, sourceId: feed });
    await receive(send({ feed: "left", time: now - 9 * MINUTE }));
    await receive(send({ feed: "right", time: now - 30 * SECOND }));
    await receiverOn(store).receive(send({ feed: "right", time: now }));
    expect(await shownOf(store, account)).toMatchObject([{ source: "left" }, { source: "right", time: now }]);
  });
});

test("a feed that ended is ended on the wall until a later frame", async () => {
  const { account, now, receive, send, store, tell } = eventScene();
  const isEnded = async () => (await viewerOf(store, account)()).tiles.map(({ ended }) => ended);
  await receive(send({ time: now - 30 * SECOND }));
  expect(await isEnded()).toEqual([false]);
  await tell("ended", { feedId: FEED, ended: now - 10 * SECOND });
  expect(await isEnded()).toEqual([true]);
  await receive(send({ time: now }));
  expect(await isEnded()).toEqual([false]);
});
