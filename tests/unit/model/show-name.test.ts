import fc from "fast-check";
import { expect, test } from "vitest";
import { showName } from "#lib/model/show-name.ts";

test.each([
  ["a right-to-left override", "cam\u202egpj.1", "cam\\u{202e}gpj.1"],
  ["an isolate", "\u2067cam\u2069", "\\u{2067}cam\\u{2069}"],
  ["a zero-width space", "cam\u200b", "cam\\u{200b}"],
  ["a zero-width joiner between Latin letters", "ca\u200dm", "ca\\u{200d}m"],
  ["a soft hyphen", "ca\u00adm", "ca\\u{ad}m"],
  ["a Hangul filler", "\u3164", "\\u{3164}"],
  ["an empty Braille cell", "\u2800", "\\u{2800}"],
  ["tags", "cam\u{e0061}", "cam\\u{e0061}"],
  ["a variation selector behind a letter", "cam\ufe0f", "cam\\u{fe0f}"],
  ["a line separator", "cam\u20281", "cam\\u{2028}1"],
  ["a name of one space", " ", "\\u{20}"],
  ["a space at either end", " cam ", "\\u{20}cam\\u{20}"],
  ["two spaces", "cam  1", "cam\\u{20} 1"],
  ["a joiner without an emoji behind it", "👩\u200dcam", "👩\\u{200d}cam"],
  ["two joiners", "👩\u200d\u200d🚀", "👩\\u{200d}\\u{200d}🚀"],
])("shows %s by its number", (_what, name, shown) => {
  expect(showName(name)).toBe(shown);
});

test.each([
  ["an empty name", ""],
  ["words", "Harbour cam 1/north (HD)"],
  ["other scripts", "Камера 岸壁　カメラ الكاميرا"],
  ["accents that are characters of their own", "cafe\u0301"],
  ["emoji", "👩‍🚀 ❤️ 👍🏽 1️⃣ 👨‍👩‍👧‍👦"],
  ["a joiner in a Persian word", "می‌خواهم"],
  ["a joiner in a Hindi word", "क्‍ष"],
])("keeps %s", (_what, name) => {
  expect(showName(name)).toBe(name);
});

/** Emoji, joined words, and the characters of names that someone means to hide. */
const name = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "👩‍🚀",
        "❤️",
        "👩",
        "ی",
        "\u200c",
        "\u200d",
        "\ufe0f",
        "\u202e",
        "\u2066",
        "\u3164",
        " ",
        "a",
      ),
    ),
  )
  .map((parts) => parts.join(""));
const REORDERS_OR_CONTROLS = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

test("shows nothing that reorders, and nothing invisible but within emoji and words", () => {
  fc.assert(
    fc.property(name, (text) => {
      const shown = showName(text);
      expect(shown).not.toMatch(REORDERS_OR_CONTROLS);
      expect(shown.replaceAll(IGNORABLE, "")).not.toMatch(/^\s|\s\s|\s$/u);
      expect(showName(shown)).toBe(shown);
      for (const { 0: character, index } of shown.matchAll(IGNORABLE)) {
        expect("\u200c\u200d\ufe0f").toContain(character);
        expect(index).toBeGreaterThan(0);
        // Each belongs to what is before it: no two in a row, but a joiner behind the selector of an emoji.
        if (character !== "\u200d")
          expect(shown.slice(0, index)).not.toMatch(/\p{Default_Ignorable_Code_Point}$/u);
      }
    }),
  );
});

test("shows different names in different ways, unless one is written as the other is shown", () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      fc.pre(one !== other && !`${one}${other}`.includes("\\"));
      expect(showName(one)).not.toBe(showName(other));
    }),
  );
});
