import { escapeCharacter, UNSAFE } from "#lib/model/show-name.ts";

const ALL_UNSAFE = new RegExp(UNSAFE, "gu");

/** Escapes JSON text further. JSON.parse gives the same value. @param json of JSON.stringify, also indented */
export function escapeJson(json: string): string {
  // Strings hold no raw line break, so each one is of the indentation.
  return json.replaceAll(ALL_UNSAFE, (character) => (character === "\n" ? character : toUnits(character)));
}

/** Makes text of any origin safe to print within a line. Different characters stay different: \u{202e}. */
export function escapeText(text: string): string {
  return text.replaceAll(ALL_UNSAFE, escapeCharacter);
}

/** As escapeText, and keeps line breaks: for text whose lines are known to be ours. */
export function escapeLines(text: string): string {
  return text.replaceAll(ALL_UNSAFE, (character) =>
    character === "\n" ? character : escapeCharacter(character),
  );
}

function toUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
