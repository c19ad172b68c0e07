import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEvent } from "#lib/provider/event.ts";

const NOW = 1_700_000_000_000;
const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (json: unknown) => parseEvent(bytes(JSON.stringify(json)), NOW);
const matching = (pattern: string | RegExp) => expect.stringMatching(pattern) as unknown;

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
const endedWith = (data: Record<string, unknown>) => ({ ...withData(data), event: "ended" });

describe("a feeds event", () => {
  test("of a started feed parses", () => {
    expect(parseEvent(bytes(STARTED), NOW)).toEqual({
      event: "started",
      feed: "c4980bc0-5695-48a1-8918-f330724c37f1",
      stream: { account: "ZG6NWV", name: "teststream" },
      source: "",
      at: 1_679_973_930_415,
    });
  });

  test("of an ended feed parses", () => {
    expect(parseEvent(bytes(ENDED), NOW)).toEqual({
      event: "ended",
      feed: "369e4a86-f937-4254-bd9f-99dc484d2bd6",
      stream: { account: "ZG6NWV", name: "sample_stream" },
      source: "",
      at: 1_638_463_501_075,
      ended: 1_638_463_500_963,
    });
  });

  test.each([
    [null, ""],
    [undefined, ""],
    ["", ""],
    ["camera/2 ü", "camera/2 ü"],
    ["ステージ左側カメラ前方一", "ステージ左側カメラ前方一"],
    ["c".repeat(120), "c".repeat(120)],
  ])("with the source id %j has the source %j", (sourceId, source) => {
    expect(parse(withData({ sourceId }))).toMatchObject({ source });
  });

  test("shortens a long source to a beginning and a hash", () => {
    const toSource = (sourceId: string, name = "stage") =>
      parse(endedWith({ sourceId, streamId: `ZG6NWV/${name}` }));
    const long = "場".repeat(1_000);
    expect(toSource(long)).toMatchObject({ source: matching(/^場{11}… [0-9a-f]{8}$/) });
    expect(toSource(long)).toEqual(toSource(long));
    expect(toSource(`${long}1`)).not.toEqual(toSource(`${long}2`));
    const emoji = toSource("🎥".repeat(9), "é".repeat(120));
    expect(emoji).toMatchObject({ source: matching(/^🎥{4}… [0-9a-f]{8}$/u) });
  });

  test("writes a source as people read it", () => {
    const odd = parse(endedWith({ sourceId: "left\tcamera\u202e\ud83c" }));
    expect(odd).toMatchObject({ source: "left\\u{9}camera\\u{202e}\\u{d83c}" });
  });

  test.each([
    [undefined, VALID.timestamp],
    [null, VALID.timestamp],
    [NOW + 120_000, NOW + 120_000],
    [NOW + 120_001, NOW],
  ])("with the end %j ended at %i", (ended, expected) => {
    expect(parse(endedWith({ ended }))).toMatchObject({ event: "ended", ended: expected });
  });

  test.each([
    [-86_400_000, NOW - 86_400_000],
    [120_000, NOW + 120_000],
    [120_001, NOW],
  ])("sent %i ms from now is of %i", (off, at) => {
    expect(parse({ ...VALID, timestamp: NOW + off })).toMatchObject({ at });
  });

  test.each([null, 0, "soon", 1_679_973_930])("ignores the other time: %j", (other) => {
    expect(parse(endedWith({ started: other, ended: NOW }))).toMatchObject({ event: "ended", ended: NOW });
    expect(parse(withData({ ended: other }))).toMatchObject({ event: "started" });
  });

  test.each([
    ["data.feedId", withData({ feedId: "../../x" })],
    ["data.feedId", withData({ feedId: undefined })],
    ["data.streamId", withData({ streamId: undefined })],
    ["data.streamId", withData({ streamId: `ZG6NWV/${"a".repeat(4_096)}` })],
    ["data.sourceId", withData({ sourceId: 7 })],
    ["data.ended", endedWith({ ended: 1_679_973_930 })],
    ["data.ended", endedWith({ ended: "1679973930394" })],
    ["data", { ...VALID, data: undefined }],
    ["timestamp", { ...VALID, timestamp: 1e99 }],
    ["timestamp", { ...VALID, timestamp: 1_679_973_930_415.5 }],
    ["timestamp", { ...VALID, timestamp: undefined }],
    ["type", { ...VALID, type: undefined }],
    ["event", { ...VALID, event: 7 }],
  ])("names its invalid field: %s (%#)", (path, json) => {
    expect(parse(json)).toEqual({ faults: matching(`^${path}: `) });
  });

  test("names all its faults at once", () => {
    expect(parse(withData({ feedId: "a b", streamId: "teststream" }))).toEqual({
      faults:
        "data.feedId: must be 1 to 64 letters, digits, - or _; data.streamId: must be <account>/<stream name>",
    });
  });
});

test.each([
  [{ type: "media", event: "completed", data: {} }, "media.completed"],
  [{ type: "viewerConnection", event: "ended", data: {} }, "viewerConnection.ended"],
  [{ type: "of-tomorrow", event: "started" }, "of-tomorrow.started"],
  [{ type: "feeds", event: "paused" }, "feeds.paused"],
  [{ type: "of-tomorrow" }, "of-tomorrow"],
  [{ type: "of-tomorrow", event: null, timestamp: "2026-11-25T16:00:00Z" }, "of-tomorrow"],
  [{ type: "x".repeat(500), event: "y" }, "x".repeat(128)],
])("an event of another type is accepted: %j", (hook, type) => {
  expect(parse(hook)).toEqual({ event: "other", type });
});

describe("a body that is no event", () => {
  test.each([
    ["empty", new Uint8Array()],
    ["text", bytes("feed started")],
    ["cut off", bytes(STARTED.slice(0, -1))],
    ["a JPEG", Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)],
    ["latin-1", Buffer.from('{"type":"f\u00fc"}', "latin1")],
  ])("is no JSON: %s", (_what, body) => {
    expect(parseEvent(body, NOW)).toEqual({ faults: "the body is not JSON" });
  });

  test("is any other JSON", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(parseEvent(bytes(json), NOW)).toEqual({ faults: matching(/^(body|type): /) });
      }),
    );
  });
});
