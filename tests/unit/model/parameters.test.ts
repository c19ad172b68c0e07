import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVersion } from "#lib/model/api-parameters.ts";
import { MAX_ADDRESS_LENGTH, MAX_SEARCH_LENGTH, parseMoment, parseSearch } from "#lib/model/parameters.ts";
import { embedAddress, feedAddress } from "#lib/model/routes.ts";
import { isSource, parseStream } from "#lib/model/stream.ts";
import { longest } from "./arbitraries.ts";

describe("a search", () => {
  test.each([
    [undefined, ""],
    [["a", "b"], ""],
    ["a & b", "a & b"],
    ["a\nb\0c", "a b c"],
    [`${"x".repeat(199)}🎥`, `${"x".repeat(199)} `],
  ])("of %j is %j", (value, search) => {
    expect(parseSearch(value)).toBe(search);
  });

  test("may be the id of any stream of the provider, which has names of 128 characters", () => {
    const id = `${"a".repeat(64)}/${"n".repeat(128)}`;
    expect(parseSearch(id)).toBe(id);
  });

  test("is bounded, and is read as it was written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
        const search = parseSearch(text);
        expect(search.length).toBeLessThanOrEqual(MAX_SEARCH_LENGTH);
        expect(parseSearch(new URLSearchParams({ search }).get("search"))).toBe(search);
      }),
    );
  });
});

test.each([
  ["2026-11-23T14:05:00.000Z", Date.UTC(2026, 10, 23, 14, 5)],
  ["2026-11-23T14:05+01:00", Date.UTC(2026, 10, 23, 13, 5)],
  ["2026-11-23", Date.UTC(2026, 10, 23)],
  ["1970-01-01T00:00:00Z", 0],
  ["1969-12-31T23:59:59Z", null],
  ["2286-11-20T17:46:40Z", null],
  ["2026-11-23T14:05", null],
  ["2026-13-23", null],
  ["Mon, 23 Nov 2026 14:05:00 GMT", null],
  ["1", null],
  [undefined, null],
])("the moment of %j is %j", (value, moment) => {
  expect(parseMoment(value)).toBe(moment);
});

test.each([
  ["aB3_-6789012345678901x", true],
  ["", false],
  ["a b", false],
  ["x".repeat(65), false],
])("%j is a version: %j", (value, isVersion) => {
  expect(parseVersion(value)).toBe(isVersion ? value : null);
});

test.each(["a", "~", "漢"])(
  "the longest addresses of streams of %s are short enough to be read",
  (letter) => {
    const name = longest(letter, (text) => parseStream(`a/${text}`) !== null);
    const selection = { source: longest(letter, isSource), feed: "f".repeat(64) };
    const stream = `${"a".repeat(64)}/${name}`;
    expect(feedAddress(stream, selection, 0).length).toBeLessThanOrEqual(MAX_ADDRESS_LENGTH);
    expect(embedAddress(stream, selection).length).toBeLessThanOrEqual(MAX_ADDRESS_LENGTH);
  },
);
