import { describe, expect, test } from "vitest";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { answerOf, factsOf, keysOf, type ReceiverOptions, scene } from "../support/receiving.ts";

/** A receiver, and feeds events of a stream that no other test uses. */
function eventScene(options: ReceiverOptions = {}) {
  const all = scene(options);
  const tell = (kind: "started" | "ended", data: Record<string, unknown> = {}) =>
    event({ body: feedsEvent(kind, { streamId: all.stream, ...data }) });
  return { ...all, tell };
}

describe("a feeds event", () => {
  test("that a feed started is kept as its source", async () => {
    const { account, receive, tell, lines } = eventScene();
    expect((await receive(tell("started", { sourceId: "left/1" }))).status).toBe(200);
    expect(await factsOf(account)).toEqual([`${FEED}/source=left%2F1`]);
    expect(lines).toMatchObject([
      { event: "hook", outcome: "event", status: 200, type: "feeds.started", feed: FEED, source: "left/1" },
    ]);
  });

  test("whose source is too long for a key ends its feed, and the log shows what is kept of it", async () => {
    const { account, now, receive, tell, lines } = eventScene();
    expect((await receive(tell("ended", { ended: now, sourceId: "場".repeat(500) }))).status).toBe(200);
    expect(await factsOf(account)).toContain(`${FEED}/ended=${now}`);
    const source = expect.stringMatching(/^場+… [0-9a-f]{8}$/) as string;
    expect(lines).toMatchObject([{ outcome: "event", status: 200, source }]);
  });

  test("without a source is kept as a source that is known to have no name", async () => {
    const { account, receive, tell } = eventScene();
    await receive(tell("started"));
    expect(await factsOf(account)).toEqual([`${FEED}/source=`]);
  });

  test("that a feed ended is kept with its time, though it is never heard that it started", async () => {
    const { account, now, receive, tell } = eventScene();
    expect((await receive(tell("ended", { ended: now }))).status).toBe(200);
    expect(await factsOf(account)).toEqual([`${FEED}/ended=${now}`, `${FEED}/source=`]);
  });

  test("that a feed will have ended far in the future is kept as of now, so that a later frame brings it back", async () => {
    const now = Date.now();
    const { account, receive, tell } = eventScene({ now: () => now });
    await receive(tell("ended", { ended: now + 365 * 86_400_000 }));
    const [ended, ...others] = await factsOf(account);
    const time = Number(ended?.split("=")[1]);
    expect(time).toBeGreaterThanOrEqual(now);
    expect(time).toBeLessThanOrEqual(Date.now());
    expect(others).toEqual([`${FEED}/source=`]);
  });

  test("that a feed ended takes away what is left of feeds of its stream that never had a picture", async () => {
    const { account, now, receive, tell } = eventScene();
    const [old, recent] = ["369e4a86-f937-4254-bd9f-99dc484d2bd6", "469e4a86-f937-4254-bd9f-99dc484d2bd6"];
    await receive(tell("ended", { feedId: old, ended: now - 6 * 60_000 }));
    await receive(tell("ended", { feedId: recent, ended: now - 60_000 }));
    expect((await receive(tell("ended", { ended: now }))).status).toBe(200);
    const kept = await factsOf(account);
    expect(new Set(kept.map((fact) => fact.split("/")[0]))).toEqual(new Set([FEED, recent]));
  });

  test("is kept once, however often and in whatever order it comes", async () => {
    const { account, now, receive, tell } = eventScene();
    for (const kind of ["ended", "started", "ended", "started"] as const) {
      expect((await receive(tell(kind, { [kind]: now }))).status).toBe(200);
    }
    expect(await factsOf(account)).toEqual([`${FEED}/ended=${now}`, `${FEED}/source=`]);
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
