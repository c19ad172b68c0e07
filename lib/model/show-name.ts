/**
 * Characters that are invisible or that a terminal, an editor or a browser may act on: control and format characters,
 * such as bidirectional overrides and zero-width spaces, fillers, separators of lines, and halves of surrogate pairs.
 */
export const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u;

const PLAIN = /^(?:[!-~](?: ?[!-~])*)?$/;
const PICTURE = String.raw`\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?`;
const EMOJI = String.raw`${PICTURE}(?:\u200d${PICTURE})*|[0-9#*]\ufe0f\u20e3`;
/** Scripts in which a joiner between two letters changes their form, as in most Persian words. */
const SCRIPTS = [
  "Arab",
  "Beng",
  "Deva",
  "Gujr",
  "Guru",
  "Knda",
  "Khmr",
  "Mlym",
  "Mymr",
  "Orya",
  "Sinh",
  "Taml",
  "Telu",
];
const LETTER = `[${SCRIPTS.map((script) => String.raw`\p{Script=${script}}`).join("")}]`;
const JOINED = String.raw`${LETTER}[\u200c\u200d](?=${LETTER})`;
/** Pages show several spaces as one, and none at an end. */
const HIDDEN_SPACE = String.raw`^\p{Zs}|\p{Zs}(?=\p{Zs}|$)`;
const PARTS = new RegExp(`(${EMOJI}|${JOINED})|${UNSAFE.source}|${HIDDEN_SPACE}`, "gu");

/**
 * Writes a name of a stream or a source so that people see all of it, in its order: `\u{202e}` for each character that is
 * invisible or reorders text. Emoji and the joiners of scripts stay as they are.
 */
export function showName(name: string): string {
  if (PLAIN.test(name)) return name;
  return name.replace(PARTS, (part: string, kept?: string) => kept ?? escapeCharacter(part));
}

/** Writes a character by its number: \u{202e}. */
export function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
