/**
 * Characters that a terminal or an editor may act on: control characters, format characters such as bidirectional
 * overrides, separators that some readers take for the end of a line, and halves of surrogate pairs.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Escapes JSON text further. JSON.parse gives the same value. @param json of JSON.stringify, also indented */
export function escapeJson(json: string): string {
  // Strings hold no raw line break, so each one is of the indentation.
  return json.replaceAll(UNSAFE, (character) => (character === "\n" ? character : toUnits(character)));
}

/** Makes text of any origin safe to print within a line. Different characters stay different: \u{202e}. */
export function escapeText(text: string): string {
  return text.replaceAll(UNSAFE, toCodePoint);
}

/** As escapeText, and keeps line breaks: for text whose lines are known to be ours. */
export function escapeLines(text: string): string {
  return text.replaceAll(UNSAFE, (character) => (character === "\n" ? character : toCodePoint(character)));
}

function toUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

function toCodePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
