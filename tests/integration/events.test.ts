import { describe, expect, test } from "vitest";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import {
  answerOf,
  entriesOf,
  keysOf,
  logOf,
  type ReceiverOptions,
  scene,
  shownOf,
} from "../support/receiving.ts";

/** A receiver, and feeds events of a stream that no other test uses. */
function eventScene(options: ReceiverOptions = {}) {
  const all = scene(options);
  const tell = (kind: "started" | "ended", data: Record<string, unknown> = {}) =>
    event({ body: feedsEvent(kind, { streamId: all.stream, ...data }) });
  return { ...all, tell };
}

async function sourcesOf(account: string): Promise<string[]> {
  const prefix = `feeds/${account}/teststream/`;
  return (await keysOf(account)).flatMap((key) => (key.startsWith(prefix) ? key.slice(prefix.length) : []));
}

describe("a feeds event", () => {
  test("that a feed started is stored in the log, and its source beside", async () => {
    const { account, receive, tell, lines } = eventScene();
    expect((await receive(tell("started", { sourceId: "left/1" }))).status).toBe(200);
    expect(await logOf(account)).toEqual([`${FEED},started,source=left%2F1`]);
    expect(await sourcesOf(account)).toEqual([`${FEED},source=left%2F1`]);
    expect(lines).toMatchObject([
      { event: "hook", outcome: "event", status: 200, type: "feeds.started", feed: FEED, source: "left/1" },
    ]);
  });

  test("whose source is too long for a key ends its feed, and the log shows what is kept of it", async () => {
    const { account, now, receive, tell, lines } = eventScene();
    expect((await receive(tell("ended", { ended: now, sourceId: "場".repeat(500) }))).status).toBe(200);
    expect(await logOf(account)).toEqual([`${FEED},ended=${now}`]);
    const source = expect.stringMatching(/^場+… [0-9a-f]{8}$/) as string;
    expect(lines).toMatchObject([{ outcome: "event", status: 200, source }]);
  });

  test("without a source is kept as a source that is known to have no name", async () => {
    const { account, receive, tell } = eventScene();
    await receive(tell("started"));
    expect(await logOf(account)).toEqual([`${FEED},started,source=`]);
    expect(await sourcesOf(account)).toEqual([`${FEED},source=`]);
  });

  test("that a feed ended is stored with its time, though it is never heard that it started", async () => {
    const { account, now, receive, tell } = eventScene();
    expect((await receive(tell("ended", { ended: now }))).status).toBe(200);
    expect(await logOf(account)).toEqual([`${FEED},ended=${now}`]);
    expect(await sourcesOf(account)).toEqual([`${FEED},source=`]);
  });

  test("that a feed will have ended far in the future is kept as of now, so that a later frame brings it back", async () => {
    const now = Date.now();
    const { account, receive, tell } = eventScene({ now: () => now });
    await receive(tell("ended", { ended: now + 365 * 86_400_000 }));
    expect(await logOf(account)).toEqual([`${FEED},ended=${now}`]);
  });

  test("of a source is known to the frames that follow it", async () => {
    const { account, now, receive, send, tell, store } = eventScene();
    await receive(tell("started", { sourceId: "left" }));
    await receive(send());
    expect(await logOf(account)).toContain(`${FEED},64x36,source=left.jpg`);
    expect(await shownOf(store, account)).toEqual([
      { id: "teststream/left", feed: FEED, source: "left", time: now },
    ]);
  });

  test("is stored once, however often it comes", async () => {
    const { account, receive, tell } = eventScene();
    const timestamp = Date.now();
    const ended = { ...feedsEvent("ended", { streamId: `${account}/teststream` }), timestamp };
    for (let times = 0; times < 3; times += 1) {
      expect((await receive(event({ body: ended }))).status).toBe(200);
    }
    expect(await keysOf(account)).toHaveLength(2);
    await receive(tell("started"));
    expect(await keysOf(account)).toHaveLength(3);
  });

  test("that was sent in the future, by its own time, is stored as of now", async () => {
    const { account, stream, receive } = eventScene();
    const before = Date.now();
    const body = { ...feedsEvent("started", { streamId: stream }), timestamp: before + 86_400_000 };
    expect((await receive(event({ body }))).status).toBe(200);
    const [entry, ...others] = await entriesOf(account);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ kind: "started" });
    const at = entry?.kind === "started" ? entry.at : 0;
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  test.each([
    ["a day ago", 86_400_000],
    ["a minute ago", 60_000],
  ])("that was sent %s costs no object more each time that it is replayed", async (_when, ago) => {
    const { account, stream, receive } = eventScene();
    const body = { ...feedsEvent("started", { streamId: stream }), timestamp: Date.now() - ago };
    expect((await receive(event({ body }))).status).toBe(200);
    const keys = await keysOf(account);
    for (let n = 0; n < 3; n += 1) expect((await receive(event({ body }))).status).toBe(200);
    expect(await keysOf(account)).toEqual(keys);
  });

  test("that comes late is stored once more where the live wall reads", async () => {
    const { account, stream, receive, lines } = eventScene();
    const timestamp = Date.now() - 30_000;
    const body = { ...feedsEvent("ended", { streamId: stream, ended: timestamp }), timestamp };
    expect((await receive(event({ body }))).status).toBe(200);
    const entries = await entriesOf(account);
    expect(entries).toMatchObject([
      { kind: "ended", ended: timestamp, at: timestamp },
      { kind: "ended", ended: timestamp },
    ]);
    expect(lines).toMatchObject([{ outcome: "event", noted: true }]);
  });

  test.each([
    ["of another type", { type: "viewerConnection", event: "FirstViewerConnection" }],
    ["of a type of tomorrow", { type: "weather", event: "rain" }],
  ])("%s is passed over: 200, and nothing is stored", async (_what, { type, event: name }) => {
    const { account, receive, lines, stream } = eventScene();
    const body = { type, event: name, timestamp: Date.now(), data: { streamId: stream } };
    expect((await receive(event({ body }))).status).toBe(200);
    expect(lines).toMatchObject([{ outcome: "ignored", status: 200, type: `${type}.${name}` }]);
    expect(await keysOf(account)).toEqual([]);
  });
});

describe("an event is refused, and nothing of it is stored,", () => {
  test("without a signature: 401", async () => {
    const { account, receive, stream } = eventScene();
    const body = feedsEvent("ended", { streamId: stream });
    expect(await answerOf(await receive(event({ body, signature: null })))).toEqual({
      status: 401,
      type: "application/problem+json",
      body: { title: "The request is not signed by the provider", status: 401 },
    });
    expect(await keysOf(account)).toEqual([]);
  });

  test.each([
    ["which is no JSON", "feed started", "the body is not JSON"],
    ["which is a JPEG", SMALL_JPEG, "the body is not JSON"],
    ["with a bad feed id", feedsEvent("started", { feedId: "../x" }), /^data\.feedId: must be 1 to 64/],
    ["without a stream", feedsEvent("started", { streamId: null }), /^data\.streamId: /],
  ])("%s: 400", async (_what, body, why) => {
    const { receive, lines } = eventScene();
    const answer = await answerOf(await receive(event({ body })));
    const detail: unknown = expect.stringMatching(why);
    expect(answer).toEqual({
      status: 400,
      type: "application/problem+json",
      body: { title: "The event cannot be read", status: 400, detail },
    });
    expect(lines).toMatchObject([{ outcome: "bad-event", status: 400, detail }]);
  });

  test("when it is sent as a picture, though it is signed: 422", async () => {
    const { account, receive, send, stream } = eventScene();
    const body = new TextEncoder().encode(JSON.stringify(feedsEvent("started", { streamId: stream })));
    expect((await receive(send({ body }))).status).toBe(422);
    expect(await keysOf(account)).toEqual([]);
  });
});
