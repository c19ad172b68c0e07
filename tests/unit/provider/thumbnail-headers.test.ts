import { describe, expect, test } from "vitest";
import { parseThumbnailHeaders } from "#lib/provider/thumbnail-headers.ts";

const NOW = Date.UTC(2026, 10, 23, 15, 0);
const FEED = "x-millicast-feed-id";
const STREAM = "x-millicast-stream-id";
const TIME = "x-millicast-timestamp";
const VALID = {
  [FEED]: "c4980bc0-5695-48a1-8918-f330724c37f1",
  [STREAM]: "ZG6NWV/teststream",
  [TIME]: String(NOW),
};

const parse = (overrides: Record<string, string> = {}) =>
  parseThumbnailHeaders(new Headers({ ...VALID, ...overrides }), NOW);

/** HTTP headers carry bytes; Node hands each over as one character. */
const asHeader = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("the headers of a thumbnail", () => {
  test("tell the feed, the stream and the time", () => {
    expect(parse()).toEqual({
      feed: "c4980bc0-5695-48a1-8918-f330724c37f1",
      stream: { account: "ZG6NWV", name: "teststream" },
      time: NOW,
    });
  });

  test("may be spelled in any case, as the provider's own pages do", () => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(VALID)) headers.set(name.toUpperCase(), value);
    expect(parseThumbnailHeaders(headers, NOW)).toEqual(parse());
  });

  test.each([FEED, STREAM, TIME])("are at fault when %s is missing", (missing) => {
    const headers = new Headers(VALID);
    headers.delete(missing);
    expect(parseThumbnailHeaders(headers, NOW)).toEqual({ header: missing, why: "is missing" });
  });

  test.each([
    ["a path", "../../x"],
    ["an encoded slash", "a%2Fb"],
    ["4 KB", "a".repeat(4_096)],
    ["65 characters", "a".repeat(65)],
    ["an emoji", asHeader("🎥")],
    ["empty", ""],
    ["sent twice", "one, two"],
  ])("are at fault when the feed id is %s", (_what, feed) => {
    expect(parse({ [FEED]: feed })).toEqual({
      header: FEED,
      why: "must be 1 to 64 letters, digits, - or _",
    });
  });

  test.each([
    ["without a slash", "teststream"],
    ["with an encoded slash alone", "ZG6NWV%2Fteststream"],
    ["of 4 KB", `ZG6NWV/${"a".repeat(4_096)}`],
    ["of no account", "/teststream"],
    ["of no name", "ZG6NWV/"],
    ["of an account that climbs", "../teststream"],
    ["empty", ""],
    ["with an encoded control character beside a letter that was encoded", "ZG6NWV/caf%C3%A9%00"],
  ])("are at fault when the stream id is %s", (_what, stream) => {
    expect(parse({ [STREAM]: stream })).toMatchObject({
      header: STREAM,
      why: expect.stringMatching(/^must be/) as unknown,
    });
  });

  test.each([
    ["in seconds", String(Math.floor(NOW / 1_000))],
    ["negative", `-${NOW}`],
    ["signed", `+${NOW}`],
    ["in exponents", "1e99"],
    ["fractional", `${NOW}.5`],
    ["of 14 digits", `${NOW}0`],
    ["hexadecimal", "0x19aafe2c680"],
    ["a date", new Date(NOW).toISOString()],
    ["of Arabic digits", asHeader("١٧٦٣٩٠٦٤٠٠٠٠٠")],
    ["empty", ""],
    ["sent twice", `${NOW}, ${NOW}`],
  ])("are at fault when the time is %s", (_what, time) => {
    expect(parse({ [TIME]: time })).toEqual({
      header: TIME,
      why: "must be milliseconds since 1970, 13 digits",
    });
  });

  test.each([
    ["in the year 2099", Date.UTC(2099, 0)],
    ["a millisecond more than 2 minutes ahead", NOW + 120_001],
    ["a millisecond more than 10 minutes old", NOW - 600_001],
    ["of yesterday", NOW - 86_400_000],
    ["the last that 13 digits can say", 9_999_999_999_999],
  ])("are at fault when the time is %s", (_what, time) => {
    expect(parse({ [TIME]: String(time) })).toEqual({
      header: TIME,
      why: "is more than 10 minutes old or 2 minutes ahead of this server's clock",
    });
  });

  test.each([NOW + 120_000, NOW - 600_000])("may be from the very edge of the window: %i", (time) => {
    expect(parse({ [TIME]: String(time) })).toMatchObject({ time });
  });
});

describe("the name of a stream", () => {
  test.each([
    ["slashes", "container1/camera/2", "container1/camera/2"],
    ["UTF-8 bytes", asHeader("Küche 🎥"), "Küche 🎥"],
    ["percent-encoded UTF-8", "K%C3%BCche%20%F0%9F%8E%A5", "Küche 🎥"],
    ["latin-1 bytes", "K\u00fcche", "Küche"],
    ["a literal percent sign", "100% live", "100% live"],
    ["an encoded space alone, which may be meant so", "a%20b", "a%20b"],
    ["an encoded slash alone", "a%2Fb", "a%2Fb"],
    ["percent signs that spell no UTF-8", "%FF%FE", "%FF%FE"],
    ["dots", "..", ".."],
    ["question marks", "Cooked or Cooking??", "Cooked or Cooking??"],
  ])("is read with %s in it", (_what, sent, name) => {
    expect(parse({ [STREAM]: `ZG6NWV/${sent}` })).toMatchObject({ stream: { account: "ZG6NWV", name } });
  });
});
