import { describe, expect, test } from "vitest";
import { joinValues, parseThumbnailHeaders } from "#lib/provider/thumbnail-headers.ts";

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

/** HTTP headers carry bytes; Node returns each as one character. */
const asHeader = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("the headers of a thumbnail", () => {
  test("have the feed, the stream and the time", () => {
    expect(parse()).toEqual({
      feed: VALID[FEED],
      stream: { account: "ZG6NWV", name: "teststream" },
      time: NOW,
    });
  });

  test.each([FEED, STREAM, TIME])("must have %s", (missing) => {
    const headers = new Headers(VALID);
    headers.delete(missing);
    expect(parseThumbnailHeaders(headers, NOW)).toEqual({ header: missing, why: "is missing" });
  });

  test.each(["../../x", "a%2Fb", "a".repeat(65), asHeader("🎥"), "", "one, two"])(
    "reject the feed id %j",
    (feed) => {
      const why = "must be 1 to 64 letters, digits, - or _";
      expect(parse({ [FEED]: feed })).toEqual({ header: FEED, why });
    },
  );

  const streams = ["", "teststream", "ZG6NWV%2Fteststream", "/teststream", "ZG6NWV/", "ZG6NWV/caf%C3%A9%00"];
  test.each(streams)("reject the stream id %j", (stream) => {
    const why = "must be <account>/<stream name>, of a length that fits a key";
    expect(parse({ [STREAM]: stream })).toEqual({ header: STREAM, why });
  });

  test.each([
    ["in seconds", String(Math.floor(NOW / 1_000))],
    ["negative", `-${NOW}`],
    ["fractional", `${NOW}.5`],
    ["of 14 digits", `${NOW}0`],
    ["of Arabic digits", asHeader("١٧٦٣٩٠٦٤٠٠٠٠٠")],
    ["empty", ""],
    ["sent twice", `${NOW}, ${NOW}`],
  ])("reject a time that is %s", (_what, time) => {
    const why = "must be milliseconds since 1970, 13 digits";
    expect(parse({ [TIME]: time })).toEqual({ header: TIME, why });
  });

  test.each([NOW + 120_001, NOW - 600_001, 9_999_999_999_999])("reject the time %i", (time) => {
    const why = "is more than 10 minutes old or 2 minutes ahead of this server's clock";
    expect(parse({ [TIME]: String(time) })).toEqual({ header: TIME, why });
  });

  test.each([NOW + 120_000, NOW - 600_000])("accept the time %i", (time) => {
    expect(parse({ [TIME]: String(time) })).toMatchObject({ time });
  });

  test.each([
    ["slashes", "container1/camera/2", "container1/camera/2"],
    ["UTF-8 bytes", asHeader("Küche 🎥"), "Küche 🎥"],
    ["percent-encoded UTF-8", "K%C3%BCche%20%F0%9F%8E%A5", "Küche 🎥"],
    ["latin-1 bytes", "K\u00fcche", "Küche"],
    ["a literal percent sign", "100% live", "100% live"],
    ["an encoded space alone", "a%20b", "a%20b"],
    ["percent signs that spell no UTF-8", "%FF%FE", "%FF%FE"],
    ["dots", "..", ".."],
    ["question marks", "Cooked or Cooking??", "Cooked or Cooking??"],
  ])("decode a stream name with %s", (_what, sent, name) => {
    expect(parse({ [STREAM]: `ZG6NWV/${sent}` })).toMatchObject({ stream: { account: "ZG6NWV", name } });
  });
});

test.each([FEED, STREAM, TIME])("two values of %s are rejected", (name) => {
  const value = VALID[name as keyof typeof VALID];
  const headers = new Headers({ ...VALID, [name]: joinValues(name, [value, value]) });
  expect(parseThumbnailHeaders(headers, NOW)).toEqual({ header: name, why: "was sent more than once" });
});

test("two types of a body are no type", () => {
  expect(joinValues("Content-Type", ["image/jpeg", "image/png"])).not.toContain(",");
});

test("other headers are joined as HTTP joins them", () => {
  expect(joinValues("X-Forwarded-For", ["192.0.2.1", "192.0.2.2"])).toBe("192.0.2.1, 192.0.2.2");
  expect(joinValues(STREAM, ["a/b, a/c"])).toBe("a/b, a/c");
});
