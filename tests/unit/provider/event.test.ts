import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvent } from "#lib/provider/event.ts";

const NOW = 1_700_000_000_000;
const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (json: unknown) => parseEvent(bytes(JSON.stringify(json)), NOW);

// Word for word from the provider's documentation.
const STARTED = `{"type":"feeds","event":"started","timestamp":1679973930415,
 "data":{"feedId":"c4980bc0-5695-48a1-8918-f330724c37f1","accountId":"ZG6NWV","name":"teststream",
         "streamId":"ZG6NWV/teststream","started":1679973930394,"active":true}}`;
const ENDED = `{"type":"feeds","event":"ended","timestamp":1638463501075,
 "data":{"feedId":"369e4a86-f937-4254-bd9f-99dc484d2bd6","accountId":"ZG6NWV","name":"sample_stream",
         "streamId":"ZG6NWV/sample_stream","active":false,"ended":1638463500963}}`;

const VALID = {
  type: "feeds",
  event: "started",
  timestamp: 1_679_973_930_415,
  data: { feedId: "feed-1", streamId: "ZG6NWV/teststream", started: 1_679_973_930_394 },
};
const withData = (data: Record<string, unknown>) => ({ ...VALID, data: { ...VALID.data, ...data } });

describe("a feeds event", () => {
  test("tells that a feed started, in the provider's own words", () => {
    expect(parseEvent(bytes(STARTED), NOW)).toEqual({
      event: "started",
      feed: "c4980bc0-5695-48a1-8918-f330724c37f1",
      stream: { account: "ZG6NWV", name: "teststream" },
      source: "",
      at: 1_679_973_930_415,
    });
  });

  test("tells that a feed ended, without a word of when it started", () => {
    expect(parseEvent(bytes(ENDED), NOW)).toEqual({
      event: "ended",
      feed: "369e4a86-f937-4254-bd9f-99dc484d2bd6",
      stream: { account: "ZG6NWV", name: "sample_stream" },
      source: "",
      at: 1_638_463_501_075,
      ended: 1_638_463_500_963,
    });
  });

  test("tells the source of a multi-source stream", () => {
    expect(parse(withData({ sourceId: "camera/2 ü" }))).toMatchObject({ source: "camera/2 ü" });
  });

  test.each([null, undefined, ""])("has no source when it says %j", (sourceId) => {
    expect(parse(withData({ sourceId }))).toMatchObject({ source: "" });
  });

  test("of an end that does not say when was then when it was sent", () => {
    const ended = { ...withData({ started: undefined }), event: "ended" };
    expect(parse(ended)).toMatchObject({ ended: VALID.timestamp });
  });

  test.each([
    [120_000, NOW + 120_000],
    [120_001, NOW],
  ])("cannot have ended more than two minutes from now (%i ms)", (ahead, ended) => {
    expect(parse({ ...withData({ ended: NOW + ahead }), event: "ended" })).toMatchObject({ ended });
  });

  test.each([
    [-86_400_000, NOW - 86_400_000],
    [120_000, NOW + 120_000],
    [120_001, NOW],
  ])("is of the time when it was sent, and of now where that is in the future (%i ms)", (off, at) => {
    expect(parse({ ...VALID, timestamp: NOW + off })).toMatchObject({ at });
  });

  test.each(["started", "ended"])("may say of what has not happened that it is null (%s)", (event) => {
    expect(parse({ ...withData({ started: null, ended: null }), event })).toMatchObject({
      event,
      at: VALID.timestamp,
    });
  });

  test.each([0, "soon", 1_679_973_930])("is not judged by when the other one was: %j", (other) => {
    const ended = { ...withData({ started: other, ended: NOW }), event: "ended" };
    expect(parse(ended)).toMatchObject({ event: "ended", ended: NOW });
    expect(parse(withData({ ended: other }))).toMatchObject({ event: "started" });
  });

  test.each(["Камера у сцены", "ステージ左側カメラ前方一", "c".repeat(120)])(
    "may have a source of any language: %s",
    (sourceId) => expect(parse(withData({ sourceId }))).toMatchObject({ source: sourceId }),
  );

  test("whose source no key could hold is believed, with as much of the source as tells it from others", () => {
    const sourceOf = (sourceId: string, name = "stage") =>
      parse({ ...withData({ sourceId, streamId: `ZG6NWV/${name}` }), event: "ended" });
    const long = "場".repeat(1_000);
    const source = /^場{11}… [0-9a-f]{8}$/;
    expect(sourceOf(long)).toMatchObject({ event: "ended", source: expect.stringMatching(source) as string });
    expect(sourceOf(long)).toEqual(sourceOf(long));
    expect(sourceOf(`${long}1`)).not.toEqual(sourceOf(`${long}2`));
    expect(sourceOf("🎥".repeat(9), "é".repeat(120))).toMatchObject({
      source: expect.stringMatching(/^🎥{4}… [0-9a-f]{8}$/u) as string,
    });
    expect(sourceOf("left\tcamera\ud83c")).toMatchObject({
      source: expect.stringMatching(/^left\ufffdcamera\ufffd… [0-9a-f]{8}$/) as string,
    });
  });

  test("may say more than is known today", () => {
    expect(parse({ ...withData({ priority: 1, simulcastId: "hd", later: {} }), more: [] })).toMatchObject({
      event: "started",
    });
  });

  test.each([
    ["data.feedId", withData({ feedId: "../../x" })],
    ["data.feedId", withData({ feedId: undefined })],
    ["data.feedId", withData({ feedId: 12_345 })],
    ["data.streamId", withData({ streamId: "teststream" })],
    ["data.streamId", withData({ streamId: undefined })],
    ["data.streamId", withData({ streamId: `ZG6NWV/${"a".repeat(4_096)}` })],
    ["data.sourceId", withData({ sourceId: 7 })],
    ["data.ended", { ...withData({ ended: 1_679_973_930 }), event: "ended" }],
    ["data.ended", { ...withData({ ended: "1679973930394" }), event: "ended" }],
    ["data", { ...VALID, data: undefined }],
    ["timestamp", { ...VALID, timestamp: 1e99 }],
    ["timestamp", { ...VALID, timestamp: 1_679_973_930_415.5 }],
    ["timestamp", { ...VALID, timestamp: undefined }],
    ["type", { ...VALID, type: undefined }],
    ["event", { ...VALID, event: 7 }],
  ])("is refused by the name of what is wrong: %s (%#)", (path, json) => {
    expect(parse(json)).toEqual({ faults: expect.stringMatching(`^${path}: `) as unknown });
  });

  test.each([
    ["data.feedId: must be 1 to 64 letters, digits, - or _", { feedId: "a b" }],
    ["data.streamId: must be <account>/<stream name>", { streamId: "teststream" }],
  ])("is refused with words that help: %s", (faults, data) => {
    expect(parse(withData(data))).toEqual({ faults });
  });

  test("is refused with all that is wrong at once", () => {
    expect(parse(withData({ feedId: "", streamId: "" }))).toEqual({
      faults: expect.stringMatching(/data\.feedId: .*; data\.streamId: /) as unknown,
    });
  });
});

describe("an event that says nothing of previews", () => {
  test.each([
    ["media", "completed"],
    ["recordings", "started"],
    ["transcoder", "ACTIVE"],
    ["viewerConnection", "FirstViewerConnection"],
    ["viewerConnection", "ended"],
    ["of-tomorrow", "started"],
    ["feeds", "paused"],
  ])("is passed over: %s.%s", (type, event) => {
    const hook = { type, event, timestamp: 1_679_973_930_415, data: { accountId: "ZG6NWV" } };
    expect(parse(hook)).toEqual({ event: "other", type: `${type}.${event}` });
  });

  test.each([
    ["says nothing else", { type: "of-tomorrow" }, "of-tomorrow"],
    ["has no event", { type: "of-tomorrow", event: null, timestamp: "2026-11-25T16:00:00Z" }, "of-tomorrow"],
    ["has long words", { type: "x".repeat(500), event: "y" }, "x".repeat(128)],
  ])("is passed over when it %s: its type is not ours to judge", (_what, hook, type) => {
    expect(parse(hook)).toEqual({ event: "other", type });
  });
});

describe("a body that is no event", () => {
  test.each([
    ["empty", new Uint8Array()],
    ["text", bytes("feed started")],
    ["cut off", bytes(STARTED.slice(0, -1))],
    ["a JPEG", Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)],
    ["latin-1", Buffer.from('{"type":"f\u00fc"}', "latin1")],
  ])("is refused when it is %s", (_what, body) => {
    expect(parseEvent(body, NOW)).toEqual({ faults: "the body is not JSON" });
  });

  test.each(["null", "7", '"feeds"', "[]"])("is refused when it is the JSON %s", (json) => {
    expect(parseEvent(bytes(json), NOW)).toEqual({
      faults: expect.stringMatching(/^(body|type): /) as unknown,
    });
  });

  test("is refused and never throws, whatever JSON it is", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(parseEvent(bytes(json), NOW)).toHaveProperty("faults");
      }),
    );
  });
});
