import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeJson, escapeLines, escapeText } from "#lib/http/escape.ts";

/** Characters that a terminal or an editor may act on, and text around them. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\n",
        "\r",
        "\t",
        "\x00",
        "\x1b[2J",
        "\x7f",
        "\u009b2J",
        "\u00ad",
        "\u200d",
        "\u202e",
        "\u2066",
      ),
      fc.constantFrom(
        "\u2028",
        "\u2029",
        "\ufeff",
        "\u{e0001}",
        "\u{1d173}",
        "\ud800",
        "\udfff",
        "👩‍🚀",
        "\\u{202e}",
        '"',
      ),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

describe("escaped JSON", () => {
  test.each([
    ["\u009b", "\\u009b"],
    ["\u202e", "\\u202e"],
    ["\u2028", "\\u2028"],
    ["\u{e0001}", "\\udb40\\udc01"],
    ["\ud800", "\\ud800"],
    ["\n", "\\n"],
    ["é€😀", "é€😀"],
  ])("writes %j as %s", (value, written) => {
    expect(escapeJson(JSON.stringify(value))).toBe(`"${written}"`);
  });

  test("is one line of harmless characters, with the same value", () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (value) => {
        const json = escapeJson(JSON.stringify(value));
        expect(json).not.toMatch(UNSAFE);
        expect(JSON.parse(json)).toEqual(value);
      }),
    );
  });

  test("keeps its indentation", () => {
    const json = escapeJson(JSON.stringify({ a: "\u202e\n" }, null, 2));
    expect(json).toBe('{\n  "a": "\\u202e\\n"\n}');
  });
});

describe("escaped text", () => {
  test.each([
    ["\u009b2J", "\\u{9b}2J"],
    ["a\u202eb", "a\\u{202e}b"],
    ["\u{e0001}", "\\u{e0001}"],
    ["\udc00", "\\u{dc00}"],
    ["é€😀", "é€😀"],
  ])("shows %j as %s", (value, shown) => {
    expect([escapeText(value), escapeLines(value)]).toEqual([shown, shown]);
  });

  test("has no such character, and is escaped once only", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(escapeText(value)).not.toMatch(UNSAFE);
        expect(escapeText(escapeText(value))).toBe(escapeText(value));
        expect(escapeLines(value).split("\n")).toEqual(value.split("\n").map(escapeText));
      }),
    );
  });
});
